//! `trangnhat verify`: recounts what must not have been edited, and names the first thing that was.

use super::{Failure, say};
use crate::config;
use domain::{
    db::{Db, Missing, explain},
    polls,
    statistics::grouped,
};
use std::path::Path;

pub(super) async fn verify(data: &Path) -> Result<(), Failure> {
    let file = config::database(data);
    let db = Db::open(&file, Missing::Refuse).await?;
    say("Đang đếm lại các lá phiếu…");
    let verified = polls::store::verify(&db).await.map_err(|fault| explain(&file, fault))?;
    let verified = verified.map_err(|broken| broken.to_string())?;
    // Afterwards, since it cannot say which ballot it is about.
    if let Some(damage) = db.find_damage().await.map_err(|fault| explain(&file, fault))? {
        return Err(format!("Tệp {} bị hỏng: {damage}.", file.display()).into());
    }
    db.close().await;
    say(&format!(
        "Mọi thứ còn nguyên: {} cuộc bình chọn, {} lá phiếu.",
        grouped(verified.polls.into()),
        grouped(verified.ballots)
    ));
    Ok(())
}
