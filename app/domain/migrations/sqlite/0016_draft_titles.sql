-- Lists of drafts show the title without reading the whole content.
alter table drafts add column title text not null default '';
update drafts set title = coalesce(json_extract(content, '$.texts."tieu-de"'), '');
