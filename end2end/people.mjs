// The people of the desk in tests, one of each role. Their passwords are for tests alone.

export const PEOPLE = {
  administrator: { email: "quan-tri@luong-sen.example", name: "Trần Thị Quản", role: "admin", password: "bốn chiếc thuyền nan xuôi dòng" },
  editor: { email: "bien-tap@luong-sen.example", name: "Nguyễn Văn Biên", role: "editor", password: "hàng cau trước sân nhà ngoại" },
  author: { email: "tac-gia@luong-sen.example", name: "Lê Thị Tác", role: "author", password: "tiếng gà trưa bên giếng làng" },
  // Switches the second factor on, and is no use to other tests afterwards.
  careful: { email: "can-than@luong-sen.example", name: "Phạm Văn Cẩn", role: "editor", password: "chiếc nón lá bên bờ sông xanh" },
};
