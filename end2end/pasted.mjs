// What programs put into the clipboard, and the text that should come of it.
//
// The files in `pasted/` are what LibreOffice 7.4.7.2 of Debian 12 offered as text/html, without the zero byte at its end
// (Chromium removes it): a document was opened under Xvfb, `.uno:SelectAll` and `.uno:Copy` were dispatched (for the part,
// `.uno:Copy` of a selection), and `xclip -selection clipboard -o -t text/html` read the clipboard. The pictures
// are in the RTF (text/rtf) of the same text only. The other fixtures are written after known markup.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const pasted = (name) => readFileSync(join(import.meta.dirname, "pasted", name), "utf8");

const word = (body) => `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--><style><!-- p.MsoNormal {mso-style-parent:""; margin:0cm; font-size:13.0pt; font-family:"Times New Roman",serif;} --></style></head><body lang=VI style='tab-interval:36.0pt'><!--StartFragment-->${body}<!--EndFragment--></body></html>`;
const item = (level, mark, text, place = "Middle") => `<p class=MsoListParagraphCxSp${place} style='margin-left:36.0pt;mso-add-space:auto;text-indent:-18.0pt;mso-list:l0 level${level} lfo1'><![if !supportLists]><span lang=VI style='font-family:Symbol;mso-fareast-font-family:Symbol;color:#C00000'><span style='mso-list:Ignore'>${mark}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]><span lang=VI>${text}<o:p></o:p></span></p>`;

export const PASTED = [
  {
    name: "Word: paragraphs, bold, empty lines, spaces",
    html: word(`<p class=MsoNormal style='text-align:justify'><b><span lang=VI style='font-size:14.0pt;color:red'>Sáng ngày 20/11</span></b><span lang=VI style='font-size:14.0pt'>, Hội Khuyến học&nbsp;&nbsp; xã <i>Yên Mạch</i><span style='mso-spacerun:yes'>  </span>tổ chức lễ.<o:p></o:p></span></p><p class=MsoNormal><span lang=VI><o:p>&nbsp;</o:p></span></p><p class=MsoNormal><a name="_Hlk1"></a><a href="https://vi.wikipedia.org/wiki/Sách"><span style='color:#0563C1;text-decoration:underline'>Đọc thêm</span></a><a href="#_ftn1"><span class=MsoFootnoteReference>[1]</span></a></p>`),
    text: "<p><strong>Sáng ngày 20/11</strong>, Hội Khuyến học xã <em>Yên Mạch</em> tổ chức lễ.</p>\n<p><a href=\"https://vi.wikipedia.org/wiki/Sách\">Đọc thêm</a>[1]</p>",
  },
  {
    name: "Word: paragraphs that look like lists",
    html: word(`<p class=MsoNormal>Gồm có:</p>${item(1, "·", "Sách <b>giáo khoa</b>", "First")}${item(2, "o", "lớp 1")}${item(1, "·", "Vở viết", "Last")}<p class=MsoNormal>Sau đó:</p>${item(1, "3.", "Một", "First")}${item(1, "4.", "Hai", "Last")}`),
    text: "<p>Gồm có:</p>\n<ul><li>Sách <strong>giáo khoa</strong><ul><li>lớp 1</li></ul></li><li>Vở viết</li></ul>\n<p>Sau đó:</p>\n<ol start=\"3\"><li>Một</li><li>Hai</li></ol>",
  },
  {
    name: "Word: headings and a table",
    html: word(`<h1><span lang=VI style='color:#2F5496'>Kế hoạch<o:p></o:p></span></h1><h2>Thời gian</h2><table class=MsoTableGrid border=1 cellspacing=0 style='border-collapse:collapse;border:none;mso-yfti-tbllook:1184'><tr style='mso-yfti-irow:0'><td width=200 valign=top style='width:150.0pt;border:solid windowtext 1.0pt'><p class=MsoNormal><b>Lớp</b><o:p></o:p></p></td><td colspan=2 width=200 style='border:solid windowtext 1.0pt'><p class=MsoNormal><span lang=VI>Số chỗ<o:p></o:p></span></p></td></tr><tr><td><p class=MsoNormal>Vi tính</p></td><td><p class=MsoNormal>12</p></td><td><p class=MsoNormal><o:p>&nbsp;</o:p></p></td></tr></table><p class=MsoNormal><o:p>&nbsp;</o:p></p>`),
    text: "<h2>Kế hoạch</h2>\n<h3>Thời gian</h3>\n<table><tbody><tr><td><strong>Lớp</strong></td><td colspan=\"2\">Số chỗ</td></tr><tr><td>Vi tính</td><td>12</td><td></td></tr></tbody></table>",
  },
  {
    name: "Word: pictures stay behind",
    html: word(`<p class=MsoNormal>Trước<!--[if gte vml 1]><v:shape id="a" type="#t"><v:imagedata src="file:///C:/a/image001.png"/></v:shape><![endif]--><![if !vml]><img width=300 height=200 src="file:///C:/Users/a/AppData/clip_image002.jpg" v:shapes="a"><![endif]>sau</p><p class=MsoNormal><img width=300 height=200 src="file:///C:/a/clip_image004.jpg"></p>`),
    text: "<p>Trước</p>\n<p>Ảnh 1 còn nằm trong Word: kéo tệp vào đây</p>\n<p>sau</p>\n<p>Ảnh 2 còn nằm trong Word: kéo tệp vào đây</p>",
  },
  {
    name: "Word: lists with letters, levels and words as marks",
    html: word(`${item(1, "a)", "Một", "First")}${item(1, "đ)", "Hai")}${item(2, "-", "con")}${item(1, "1.", "Ba")}${item(2, "1.2.", "Bốn", "Last")}<p class=MsoListParagraph style='margin-left:36.0pt'>giữa</p>${item(2, "-", "Năm", "First")}${item(1, "+", "Sáu")}${item(2, "-", "Bảy", "Last")}${item(1, "Điều 7.", "Phạm vi", "First")}${item(2, "7.1", "Tám", "Last")}<h2 style='margin-left:28.8pt;mso-list:\nl2 level1 lfo3'><![if !supportLists]><span style='mso-list:\nIgnore'>II.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>Mục hai</h2>`),
    text: "<ol><li>Một</li><li>Hai<ul><li>con</li></ul></li></ol>\n<ol><li>Ba<ol start=\"2\"><li>Bốn</li></ol></li></ol>\n<p>giữa</p>\n<ul><li>Năm</li><li>Sáu<ul><li>Bảy</li></ul></li></ul>\n<p>Điều 7. Phạm vi</p>\n<ol><li>Tám</li></ol>\n<h2>II. Mục hai</h2>",
  },
  {
    name: "Word: footnotes stay; comments and tracked deletions do not",
    html: word(`<p class=MsoNormal>Lớp có <span class=msoDel><del cite="mailto:An" datetime="2024-05-01T08:00">20</del></span><span class=msoIns><ins cite="mailto:An" datetime="2024-05-01T08:00">25</ins></span> học viên<a style='mso-comment-reference:A_1;mso-comment-date:20240501T0800'> xã</a><span class=MsoCommentReference><span style='font-size:8.0pt'><![if !supportAnnotations]><a class=msocomanchor id="_anchor_1" onmouseover="msoCommentShow('_anchor_1','_com_1')" href="#_msocom_1" language=JavaScript name="_msoanchor_1">[A1]</a><![endif]><span style='mso-special-character:\ncomment'>&nbsp;</span></span></span>.<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]><span class=MsoFootnoteReference>[1]</span><![endif]></span></span></a><o:p></o:p></p><div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr align=left size=1 width="33%"><![endif]><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1" title=""><span class=MsoFootnoteReference><![if !supportFootnotes]>[1]<![endif]></span></a> Theo báo cáo.<o:p></o:p></p></div></div><div style='mso-element:\ncomment-list'><![if !supportAnnotations]><hr class=msocomoff align=left size=1 width="33%"><![endif]><div style='mso-element:comment'><div id="_com_1" class=msocomtxt language=JavaScript><span style='mso-comment-author:"An"'><a name="_msocom_1"></a></span><p class=MsoCommentText><span class=MsoCommentReference><a class=msocomoff href="#_msoanchor_1">[A1]</a></span>Xem lại số liệu<o:p></o:p></p></div></div></div>`),
    text: "<p>Lớp có 25 học viên xã.[1]</p>\n<hr>\n<p>[1] Theo báo cáo.</p>",
  },
  {
    name: "Word: a picture beside the text, the head of a table, a cell beside empty ones",
    html: word(`<p class=MsoNormal><!--[if gte vml 1]><v:shape id="a" type="#t"><v:imagedata src="file:///C:/a/image001.jpg"/><w:wrap type="square"/></v:shape><![endif]--><![if !vml]><span style='mso-ignore:vglayout'><table cellpadding=0 cellspacing=0 align=left><tr><td width=13 height=0></td></tr><tr><td></td><td><img width=300 height=200 src="file:///C:/a/clip_image002.jpg" v:shapes="a"></td></tr></table></span><![endif]>Sân đình <span style='mso-ignore:vglayout;position:absolute;z-index:2'><img width=602 height=2 src="file:///C:/a/clip_image003.png" v:shapes="Line"></span>đông vui.<br style='mso-ignore:vglayout' clear=ALL></p><table class=MsoTableGrid border=1><thead><tr style='mso-yfti-irow:0;mso-yfti-firstrow:yes'><td><p class=MsoNormal align=center><b>Lớp<o:p></o:p></b></p></td><td><p class=MsoNormal><b>Chỗ</b></p></td></tr></thead><tr><td rowspan=3><p class=MsoNormal>Vẽ</p></td><td><p class=MsoNormal>Sáng</p></td></tr><tr><td><p class=MsoNormal><o:p>&nbsp;</o:p></p></td></tr><tr><td><p class=MsoNormal>Tối</p></td></tr><tr><td><p class=MsoNormal><o:p>&nbsp;</o:p></p></td><td><p class=MsoNormal><o:p>&nbsp;</o:p></p></td></tr><tr><td><p class=MsoNormal>Nhạc</p></td><td><p class=MsoNormal>6</p></td></tr><![if !supportMisalignedColumns]><tr height=0><td width=150 style='border:none'></td><td width=75 style='border:none'></td></tr><![endif]></table>`),
    text: "<p>Ảnh 1 còn nằm trong Word: kéo tệp vào đây</p>\n<p>Sân đình đông vui.</p>\n<table><thead><tr><th scope=\"col\">Lớp</th><th scope=\"col\">Chỗ</th></tr></thead><tbody><tr><td rowspan=\"3\">Vẽ</td><td>Sáng</td></tr><tr><td></td></tr><tr><td>Tối</td></tr><tr><td>Nhạc</td><td>6</td></tr></tbody></table>",
  },
  {
    name: "Excel: a table",
    html: `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=ProgId content=Excel.Sheet><style><!--table {mso-displayed-decimal-separator:"\\.";} .xl65 {font-weight:700; mso-number-format:"0";}--></style></head><body link=blue vlink=purple><table border=0 cellpadding=0 cellspacing=0 width=192 style='border-collapse:collapse;width:144pt'><!--StartFragment--><col width=64 span=2 style='width:48pt'><tr height=20 style='height:15.0pt'><td height=20 class=xl65 width=64>Xã</td><td class=xl65 width=64>Số học viên</td></tr><tr height=20><td height=20>Yên Mạch</td><td align=right x:num>1.204</td></tr><tr height=20><td></td><td></td></tr><!--EndFragment--></table></body></html>`,
    text: "<table><tbody><tr><td>Xã</td><td>Số học viên</td></tr><tr><td>Yên Mạch</td><td>1.204</td></tr></tbody></table>",
  },
  {
    name: "LibreOffice Writer: a whole text",
    html: pasted("libreoffice-writer.html"),
    text: [
      "<h2>Thông báo</h2>",
      '<p><strong>Sáng ngày 20/11</strong>, Hội Khuyến học xã <em>Yên Mạch</em> tổ chức lễ trao thưởng; xem <a href="https://example.org/le-hoi">chương trình</a><sup>1</sup>.</p>',
      "<p>Kính mời: các thầy cô và bà con.<br>Chiều mai họp ở nhà văn hóa thôn Ngõ Đình.</p>",
      "<p><strong><em>Đậm nghiêng</em></strong>, <u>gạch chân</u>, <s>gạch bỏ</s>, 100 m<sup>2</sup>, H<sub>2</sub>O.</p>",
      "<h3>Quà tặng</h3>",
      "<ul><li>Sách <strong>giáo khoa</strong><ul><li>lớp 1<ul><li>tập hai</li></ul></li><li>lớp 2</li></ul></li><li>Vở viết</li></ul>",
      "<p><strong>Chương trình:</strong></p>",
      '<ol start="3"><li><p>Khai mạc</p><p>lúc 8 giờ</p></li><li>Bế mạc</li></ol>',
      '<table><thead><tr><th scope="col">Lớp</th><th colspan="2" scope="col">Số chỗ</th></tr></thead><tbody><tr><td rowspan="2">Vi tính</td><td>Sáng</td><td>12</td></tr><tr><td><p>Chiều</p><p>(từ 14 giờ)</p></td><td></td></tr></tbody></table>',
      "<p>Ảnh 1 còn nằm trong LibreOffice: kéo tệp vào đây</p>",
      "<p>Hình 1: Sân đình</p>",
      "<p>Ảnh 2 còn nằm trong LibreOffice: kéo tệp vào đây</p>",
      "<p>Hình 2: Cờ người</p>",
      "<p>Hẹn gặp lại các em vào năm sau.</p>",
      "<p>1 Theo báo cáo của xã.</p>",
    ].join("\n"),
  },
  {
    name: "LibreOffice Writer: from the middle of a list",
    html: pasted("libreoffice-writer-part.html"),
    text: '<ul><li>p 1<ul><li>tập hai</li></ul></li><li>lớp 2</li><li>Vở viết</li></ul>\n<p><strong>Chương trình:</strong></p>\n<ol start="3"><li>Khai</li></ol>',
  },
  {
    name: "LibreOffice Calc: a table with a comment",
    html: pasted("libreoffice-calc.html"),
    text: '<table><tbody><tr><td colspan="5"><strong>Học phí năm 2025</strong></td></tr><tr><td><strong>Lớp</strong></td><td><strong>Số học viên</strong></td><td></td><td><strong>Học phí (đồng)</strong></td><td><strong>Khai giảng</strong></td></tr><tr><td rowspan="2">Vi tính</td><td>12</td><td></td><td>1.250.000,5</td><td>05/09/2025</td></tr><tr><td>8</td><td></td><td>900.000,0</td><td></td></tr><tr><td>Vẽ &lt;sáng&gt;<br>và chiều</td><td>1.204,0</td><td></td><td>miễn</td><td>thứ bảy</td></tr></tbody></table>',
  },
  {
    name: "Google Docs: marks that are styles",
    html: `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1a2b"><h2 dir="ltr" style="line-height:1.38"><span style="font-size:16pt;font-weight:700">Mở đầu</span></h2><p dir="ltr" style="line-height:1.38;"><span style="font-size:11pt;font-family:Arial;font-weight:400;font-style:normal;">Một </span><span style="font-weight:700;">đậm</span><span> và </span><span style="font-style:italic;">nghiêng</span><span>, </span><a href="https://example.org/a" style="text-decoration:none;"><span style="color:#1155cc;text-decoration:underline;">liên kết</span></a><span>.</span></p><br><ul style="margin-top:0"><li dir="ltr" style="list-style-type:disc" aria-level="1"><p dir="ltr" role="presentation"><span>Một</span></p></li><ul><li dir="ltr" aria-level="2"><p dir="ltr" role="presentation"><span>Hai</span></p></li></ul></ul></b><br class="Apple-interchange-newline">`,
    text: "<h2>Mở đầu</h2>\n<p>Một <strong>đậm</strong> và <em>nghiêng</em>, <a href=\"https://example.org/a\">liên kết</a>.</p>\n<ul><li>Một<ul><li>Hai</li></ul></li></ul>",
  },
  {
    name: "Facebook: lines in nested boxes, a face, a tracking link",
    html: `<meta charset='utf-8'><div class="xdj266r x11i5rnm" style="color: rgb(5, 5, 5); font-family: &quot;Segoe UI&quot;;"><div dir="auto">Chúc mừng <span class="x3nfvp2"><img height="16" width="16" alt="🎉" src="https://static.xx.fbcdn.net/images/emoji.php/a.png"></span> các em!</div><div dir="auto"><a href="https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Ftin%3Ffbclid%3DIwAR0&amp;h=AT0">example.org/tin</a></div></div><div dir="auto">Hẹn gặp lại.</div>`,
    text: "<p>Chúc mừng 🎉 các em!</p>\n<p><a href=\"https://example.org/tin\">example.org/tin</a></p>\n<p>Hẹn gặp lại.</p>",
  },
  {
    name: "Zalo: one box, line ends, letters in pieces",
    html: `<meta charset='utf-8'><span style="color: rgb(8, 27, 58); font-family: SegoeuiPc; white-space: pre-wrap;">Kính gửi các thầy cô,<br><br>${"Chiều mai họp lúc 14 giờ ở nhà văn hóa.".normalize("NFD")}<br>• Mang sổ</span>`,
    text: "<p>Kính gửi các thầy cô,</p>\n<p>Chiều mai họp lúc 14 giờ ở nhà văn hóa.<br>• Mang sổ</p>",
  },
  {
    name: "a web page: scripts, forms, and pictures of others",
    html: `<article class="post"><script>x()</script><style>p{}</style><h3 style="color:red">Tin</h3><div>Đoạn <mark class="hl">một</mark>&nbsp;<a href="javascript:x()">bấm</a></div><figure><img src="https://other.example/a.jpg" alt="Ảnh"><figcaption>Chú thích</figcaption></figure><p style="display:none">ẩn</p><blockquote><p>Lời nói</p></blockquote></article>`,
    text: "<h3>Tin</h3>\n<p>Đoạn một bấm</p>\n<p>Ảnh 1 còn nằm ở nơi đã chép: kéo tệp vào đây</p>\n<p>Chú thích</p>\n<blockquote><p>Lời nói</p></blockquote>",
  },
];
