//! The format of sitemaps (<https://www.sitemaps.org/protocol.html>), with Google's extensions for pictures and news.
//! Parts are written in pieces: the crate for sitemaps holds a whole part in memory.

use super::{news::Piece, part::Address};
use crate::xml;
use domain::db::DbError;
use quick_xml::{Writer, events::BytesText};
use std::io;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const SITEMAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const IMAGE: &str = "http://www.google.com/schemas/sitemap-image/1.1";
const NEWS: &str = "http://www.google.com/schemas/sitemap-news/0.9";

type Xml = Writer<Vec<u8>>;

/// The list of parts.
pub(super) fn index(parts: impl Iterator<Item = String>) -> Result<String, DbError> {
    document(|xml| {
        let list = xml.create_element("sitemapindex").with_attribute(("xmlns", SITEMAP));
        list.write_inner_content(|xml| {
            for address in parts {
                xml.create_element("sitemap").write_inner_content(|xml| text(xml, "loc", &address))?;
            }
            Ok(())
        })?;
        Ok(())
    })
}

/// What a part begins with.
pub(super) fn addresses_start() -> String {
    format!("{DECLARATION}<urlset xmlns=\"{SITEMAP}\" xmlns:image=\"{IMAGE}\">")
}

/// Some addresses of a part.
pub(super) fn addresses(addresses: &[Address]) -> Result<String, DbError> {
    written(|xml| {
        for address in addresses {
            xml.create_element("url").write_inner_content(|xml| {
                text(xml, "loc", &address.address)?;
                if let Some(changed) = &address.changed {
                    text(xml, "lastmod", changed)?;
                }
                for picture in &address.pictures {
                    xml.create_element("image:image")
                        .write_inner_content(|xml| text(xml, "image:loc", picture))?;
                }
                Ok(())
            })?;
        }
        Ok(())
    })
}

/// What a part ends with.
pub(super) fn addresses_end() -> String {
    "</urlset>\n".to_owned()
}

/// The sitemap for news search; `site` is the name of the site.
pub(super) fn news(site: &str, pieces: &[Piece]) -> Result<String, DbError> {
    document(|xml| {
        let list = xml.create_element("urlset").with_attribute(("xmlns", SITEMAP));
        list.with_attribute(("xmlns:news", NEWS)).write_inner_content(|xml| {
            for piece in pieces {
                xml.create_element("url").write_inner_content(|xml| {
                    text(xml, "loc", &piece.address)?;
                    xml.create_element("news:news").write_inner_content(|xml| {
                        xml.create_element("news:publication").write_inner_content(|xml| {
                            text(xml, "news:name", site)?;
                            text(xml, "news:language", "vi")
                        })?;
                        text(xml, "news:publication_date", &piece.published)?;
                        text(xml, "news:title", &piece.title)
                    })?;
                    Ok(())
                })?;
            }
            Ok(())
        })?;
        Ok(())
    })
}

fn text(xml: &mut Xml, name: &str, content: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(content)).map(drop)
}

fn document(write: impl FnOnce(&mut Xml) -> io::Result<()>) -> Result<String, DbError> {
    written(write).map(|content| format!("{DECLARATION}{content}\n"))
}

fn written(write: impl FnOnce(&mut Xml) -> io::Result<()>) -> Result<String, DbError> {
    let mut xml = Writer::new(Vec::new());
    write(&mut xml)?;
    // What was written is text.
    Ok(xml::allowed(String::from_utf8(xml.into_inner()).map_err(io::Error::other)?))
}
