// What programs put into the clipboard, and the text that should come of it.

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
    name: "Excel: a table",
    html: `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=ProgId content=Excel.Sheet><style><!--table {mso-displayed-decimal-separator:"\\.";} .xl65 {font-weight:700; mso-number-format:"0";}--></style></head><body link=blue vlink=purple><table border=0 cellpadding=0 cellspacing=0 width=192 style='border-collapse:collapse;width:144pt'><!--StartFragment--><col width=64 span=2 style='width:48pt'><tr height=20 style='height:15.0pt'><td height=20 class=xl65 width=64>Xã</td><td class=xl65 width=64>Số học viên</td></tr><tr height=20><td height=20>Yên Mạch</td><td align=right x:num>1.204</td></tr><tr height=20><td></td><td></td></tr><!--EndFragment--></table></body></html>`,
    text: "<table><tbody><tr><td>Xã</td><td>Số học viên</td></tr><tr><td>Yên Mạch</td><td>1.204</td></tr></tbody></table>",
  },
  {
    name: "LibreOffice Writer: fonts, a list with paragraphs",
    html: `<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/><title></title><meta name="generator" content="LibreOffice 7.4.7.2 (Linux)"/><style type="text/css">@page { size: 21cm 29.7cm } p { line-height: 115% }</style></head><body lang="vi-VN" link="#000080" dir="ltr"><h1 class="western">Thông báo</h1><p style="line-height: 100%; margin-bottom: 0cm"><font face="Liberation Serif, serif"><font size="3" style="font-size: 12pt"><span lang="vi-VN">Mời bà con <b>đến dự</b>.</span></font></font></p><p style="margin-bottom: 0cm"><br/></p><ol><li><p style="margin-bottom: 0cm">Khai mạc</p></li><li><p>Bế mạc</p></li></ol></body></html>`,
    text: "<h2>Thông báo</h2>\n<p>Mời bà con <strong>đến dự</strong>.</p>\n<ol><li>Khai mạc</li><li>Bế mạc</li></ol>",
  },
  {
    name: "LibreOffice Calc: a table",
    html: `<html><head><meta name="generator" content="LibreOffice 7.4.7.2 (Linux)"/><style type="text/css">body,div,table { font-family:"Liberation Sans"; font-size:x-small }</style></head><body><table cellspacing="0" border="0"><colgroup span="2" width="85"></colgroup><tr><td height="17" align="left" valign=bottom><b><font color="#000000">Tháng</font></b></td><td align="right" sdval="5" sdnum="1066;">5</td></tr></table></body></html>`,
    text: "<table><tbody><tr><td><strong>Tháng</strong></td><td>5</td></tr></tbody></table>",
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
