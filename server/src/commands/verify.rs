//! `trangnhat verify`: checks ballots, log, articles and media files, and reports the first change.

use super::say;
use crate::{command_error::CommandError, config, media::verify_media};
use domain::{
    audit,
    chain::hexadecimal,
    db::{Db, Missing, explain},
    news::store::verify_articles,
    polls,
    statistics::grouped,
};
use std::path::Path;

pub(super) async fn verify(data: &Path) -> Result<(), CommandError> {
    let file = config::database(data);
    let db = Db::open(&file, Missing::Refuse).await?;
    say("Đang đếm lại các lá phiếu…");
    let verified = polls::store::verify(&db).await.map_err(|fault| explain(&file, fault))?;
    let verified = verified.map_err(|broken| broken.to_string())?;
    say("Đang đọc lại nhật ký…");
    let log = audit::store::verify(&db).await.map_err(|fault| explain(&file, fault))?;
    let log = log.map_err(|broken| broken.to_string())?;
    say("Đang so từng bài viết với lúc được lưu…");
    let articles = verify_articles(&db).await.map_err(|fault| explain(&file, fault))?;
    let articles = articles.map_err(|changed| changed.to_string())?;
    say("Đang đọc lại hình ảnh và tệp…");
    let media = verify_media(&db, &config::media(data)).await.map_err(|fault| explain(&file, fault))??;
    // Last, since it cannot say which ballot or entry is damaged.
    if let Some(damage) = db.find_damage().await.map_err(|fault| explain(&file, fault))? {
        return Err(format!("Tệp {} bị hỏng: {damage}.", file.display()).into());
    }
    db.close().await;
    say(&format!(
        "Mọi thứ còn nguyên: {} cuộc bình chọn, {} lá phiếu, {} mục nhật ký, {} bài viết, {} hình và tệp.",
        grouped(verified.polls.into()),
        grouped(verified.ballots),
        grouped(log.entries),
        grouped(articles.articles - articles.unknown),
        grouped(i64::try_from(media).unwrap_or(i64::MAX))
    ));
    if articles.unknown > 0 {
        say(&format!(
            "{} bài do phiên bản cũ lưu nên chưa có gì để so; mỗi bài sẽ so được từ lần lưu tới.",
            grouped(articles.unknown)
        ));
    }
    if log.entries > 0 {
        say(&format!("Mã của mục nhật ký cuối cùng: {}.", hexadecimal(&log.head)));
    }
    Ok(())
}
