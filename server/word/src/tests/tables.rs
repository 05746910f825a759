//! Tables.

use super::{
    docx::{p, pp, rp, runs, styled},
    html,
};

fn cell(properties: &str, content: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>")
}

fn row(properties: &str, cells: &[String]) -> String {
    format!("<w:tr><w:trPr>{properties}</w:trPr>{}</w:tr>", cells.concat())
}

fn table(rows: &[String]) -> String {
    format!(
        "<w:tbl><w:tblPr><w:jc w:val=\"center\"/></w:tblPr><w:tblGrid><w:gridCol/></w:tblGrid>{}</w:tbl>",
        rows.concat()
    )
}

const HEADER: &str = "<w:tblHeader/>";

#[test]
fn a_cell_with_one_paragraph_has_only_text() {
    let rows = [
        row("", &[cell("", &p("a")), cell("", &[p("b"), p(""), p("c")].concat())]),
        row("", &[cell("", &p("")), cell("", &styled("Heading1", "d"))]),
    ];
    assert_eq!(
        html(&table(&rows)),
        "<table><tbody><tr><td>a</td><td><p>b</p><p>c</p></td></tr><tr><td></td><td><h2>d</h2></td></tr></tbody></table>"
    );
}

#[test]
fn only_rows_that_are_marked_are_a_head() {
    let bold = runs(&rp("<w:b/>", "a"));
    let rows = |head: &str| {
        [row(head, &[cell("", &bold)]), row("", &[cell("", &p("b"))]), row(head, &[cell("", &p("c"))])]
    };
    assert_eq!(
        html(&table(&rows(HEADER))),
        "<table><thead><tr><th scope=\"col\">a</th></tr></thead><tbody><tr><td>b</td></tr><tr><td>c</td></tr></tbody></table>"
    );
    let plain = "<table><tbody><tr><td><strong>a</strong></td></tr><tr><td>b</td></tr><tr><td>c</td></tr></tbody></table>";
    assert_eq!(html(&table(&rows(""))), plain);
    assert_eq!(html(&table(&rows("<w:tblHeader w:val=\"0\"/>"))), plain);
    let two =
        [row(HEADER, &[cell("", &[bold.clone(), bold.clone()].concat())]), row("", &[cell("", &p("b"))])];
    assert!(html(&table(&two)).contains("<th scope=\"col\"><p>a</p><p>a</p></th>"), "bold by itself");
    let all = [row(HEADER, &[cell("", &p("a"))])];
    assert_eq!(
        html(&table(&all)),
        "<table><tbody><tr><td>a</td></tr></tbody></table>",
        "a head without a body"
    );
}

#[test]
fn joined_cells_reach_over_columns_and_rows() {
    let (begin, on) = ("<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>");
    let rows = [
        row("", &[cell("<w:gridSpan w:val=\"2\"/>", &p("a")), cell(begin, &p("b"))]),
        row("", &[cell("", &p("c")), cell("", &p("d")), cell(on, &p(""))]),
        row("", &[cell("", &p("e")), cell("", &p("f")), cell(on, &p("g"))]),
        row("", &[cell(begin, &p("h")), cell(on, &p("i")), cell("", &p("j"))]),
    ];
    assert_eq!(
        html(&table(&rows)),
        "<table><tbody><tr><td colspan=\"2\">a</td><td rowspan=\"3\"><p>b</p><p>g</p></td></tr><tr><td>c</td><td>d</td></tr>\
         <tr><td>e</td><td>f</td></tr><tr><td>h</td><td>i</td><td>j</td></tr></tbody></table>",
        "a cell that continues nothing is a cell"
    );
    let gap = [
        row("", &[cell(begin, &p("a")), cell("", &p("b"))]),
        row("<w:gridBefore w:val=\"1\"/>", &[cell("", &p("c"))]),
        row("", &[cell(on, &p("d")), cell("", &p("e"))]),
    ];
    assert!(!html(&table(&gap)).contains("rowspan"), "there is a row between them");
    let across = [row(
        "",
        &[cell("<w:hMerge w:val=\"restart\"/>", &p("a")), cell("<w:hMerge/>", &p("")), cell("", &p("b"))],
    )];
    assert_eq!(
        html(&table(&across)),
        "<table><tbody><tr><td colspan=\"2\">a</td><td>b</td></tr></tbody></table>"
    );
}

#[test]
fn a_row_without_cells_of_its_own_goes() {
    let (begin, on) = ("<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>");
    let rows = [
        row("", &[cell(begin, &p("a"))]),
        row("", &[cell(on, &p(""))]),
        row("", &[cell(on, &p(""))]),
        row("", &[cell("", &p("b"))]),
    ];
    assert_eq!(html(&table(&rows)), "<table><tbody><tr><td>a</td></tr><tr><td>b</td></tr></tbody></table>");
}

#[test]
fn a_head_ends_where_no_cell_reaches_out_of_it() {
    let rows = [
        row(HEADER, &[cell("<w:vMerge w:val=\"restart\"/>", &p("a")), cell("", &p("b"))]),
        row("", &[cell("<w:vMerge/>", &p("")), cell("", &p("c"))]),
    ];
    assert_eq!(
        html(&table(&rows)),
        "<table><tbody><tr><td rowspan=\"2\">a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>"
    );
}

#[test]
fn missing_columns_are_empty_cells() {
    let rows = [row("<w:gridBefore w:val=\"1\"/><w:gridAfter w:val=\"2\"/>", &[cell("", &p("a"))])];
    assert_eq!(
        html(&table(&rows)),
        "<table><tbody><tr><td></td><td>a</td><td colspan=\"2\"></td></tr></tbody></table>"
    );
}

#[test]
fn spans_of_any_size_are_limited() {
    let rows = [row(
        "",
        &[cell("<w:gridSpan w:val=\"4000000000\"/>", &p("a")), cell("<w:gridSpan w:val=\"-1\"/>", &p("b"))],
    )];
    assert_eq!(
        html(&table(&rows)),
        "<table><tbody><tr><td colspan=\"63\">a</td><td>b</td></tr></tbody></table>"
    );
}

#[test]
fn deleted_rows_and_empty_tables_go() {
    let rows = [row("", &[cell("", &p("a"))]), row("<w:del w:id=\"1\"/>", &[cell("", &p("b"))])];
    assert_eq!(html(&table(&rows)), "<table><tbody><tr><td>a</td></tr></tbody></table>");
    assert_eq!(html(&[table(&[row("", &[cell("", &p(""))])]), table(&[])].concat()), "");
}

#[test]
fn tables_are_within_tables_and_text_goes_on_after_them() {
    let inner = table(&[row("", &[cell("", &p("b"))])]);
    let outer = table(&[row("", &[cell("", &[p("a"), inner, p("")].concat())])]);
    assert_eq!(
        html(&[p("x"), outer, pp("", "y")].concat()),
        "<p>x</p>\n<table><tbody><tr><td>a<table><tbody><tr><td>b</td></tr></tbody></table></td></tr></tbody></table>\n<p>y</p>"
    );
}

#[test]
fn elements_around_rows_and_cells_do_not_matter() {
    let control = |content: &str| format!("<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>");
    let rows = control(&format!("<w:tr>{}</w:tr>", control(&cell("", &p("a")))));
    assert_eq!(html(&table(&[rows])), "<table><tbody><tr><td>a</td></tr></tbody></table>");
}
