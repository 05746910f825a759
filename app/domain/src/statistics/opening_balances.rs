//! Opening balances: what the old site had counted. Every figure starts with one.

use std::collections::{BTreeMap, BTreeSet};

/// Visits by period: the total (empty text), years, months and days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpeningBalances {
    visits: BTreeMap<String, i64>,
    total: i64,
}

impl OpeningBalances {
    pub(super) fn new(visits: BTreeMap<String, i64>) -> Self {
        let mut opening_balances = Self { visits, total: 0 };
        opening_balances.total = opening_balances.sum_of("");
        opening_balances
    }

    /// The opening balance of a period: its own, if there is one, or else the sum of its parts.
    pub fn of(&self, period: &str) -> i64 {
        if period.is_empty() { self.total } else { self.sum_of(period) }
    }

    fn sum_of(&self, period: &str) -> i64 {
        if let Some(visits) = self.visits.get(period) {
            return *visits;
        }
        self.parts(period).iter().map(|part| self.sum_of(part)).sum()
    }

    /// The years of the total, the months of a year or the days of a month that have an opening balance.
    pub fn parts(&self, period: &str) -> BTreeSet<String> {
        let length = match period.len() {
            0 => 4,
            4 => 7,
            7 => 10,
            _ => return BTreeSet::new(),
        };
        let from = self.visits.range(period.to_owned()..).map(|(key, _)| key);
        let within = from.take_while(|key| key.starts_with(period));
        within.filter_map(|key| key.get(..length).map(str::to_owned)).collect()
    }

    /// The first period with an opening balance, the total aside.
    pub fn first(&self) -> Option<&str> {
        self.visits.keys().map(String::as_str).find(|period| !period.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_the_sum_of_its_parts() {
        let known = [("2024-03-24", 9_593), ("2024-03", 348_760), ("2023", 1_000), ("2024-02-01", 7)];
        let mut visits: BTreeMap<String, i64> =
            known.into_iter().map(|(period, n)| (period.to_owned(), n)).collect();
        let opening_balances = OpeningBalances::new(visits.clone());
        for (period, sum) in [
            ("2024-03-24", 9_593),
            ("2024-03", 348_760),
            ("2024-02", 7),
            ("2024", 348_767),
            ("", 349_767),
            ("2025", 0),
        ] {
            assert_eq!(opening_balances.of(period), sum, "{period}");
        }
        visits.insert(String::new(), 25_378_017);
        assert_eq!(OpeningBalances::new(visits).of(""), 25_378_017);
        assert_eq!(opening_balances.first(), Some("2023"));
        assert_eq!(opening_balances.parts("2024").len(), 2);
    }
}
