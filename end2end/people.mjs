// The accounts of the test site, one for each role. Their passwords are for tests only.

/** Signs somebody in; returns the cookies. */
export async function signIn(origin, { email, password }) {
  const body = new URLSearchParams({ email, "mat-khau": password });
  const answer = await fetch(`${origin}/dang-nhap`, { method: "POST", redirect: "manual", headers: { origin }, body });
  if (answer.status !== 303) throw new Error(`signing in: ${answer.status}`);
  return answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
}

export const PEOPLE = {
  administrator: { email: "quan-tri@luong-sen.example", name: "Trần Thị Quản", role: "admin", password: "bốn chiếc thuyền nan xuôi dòng" },
  editor: { email: "bien-tap@luong-sen.example", name: "Nguyễn Văn Biên", role: "editor", password: "hàng cau trước sân nhà ngoại" },
  author: { email: "tac-gia@luong-sen.example", name: "Lê Thị Tác", role: "author", password: "tiếng gà trưa bên giếng làng" },
  // Turns on the second factor, so other tests cannot use this account afterwards.
  careful: { email: "can-than@luong-sen.example", name: "Phạm Văn Cẩn", role: "editor", password: "chiếc nón lá bên bờ sông xanh" },
};
