// The desk: people write, publish and withdraw articles, with and without JavaScript.
import { DESK_SITE, expect, expectStatuses, test } from "./site";
import { PEOPLE, PICTURE, signIn, textField, writeText } from "./desk";

/** A unique title: both projects and all repeats use the same site. */
const unique = (title: string) => `${title} ${test.info().project.name} ${Date.now().toString(36)}`;

test("an article is written, illustrated, published, read by a stranger, withdrawn and brought back", async ({ page, browser, complaints }) => {
  const title = unique("Sân đình mở hội sách");
  await signIn(page, PEOPLE.editor);
  await page.getByRole("link", { name: "Viết bài mới" }).click();
  await page.getByLabel("Tiêu đề", { exact: true }).fill(title);
  await page.getByLabel("Đoạn mở đầu (sapo)").fill("Cả xóm cùng đọc sách.");
  await writeText(page, '<p>Chiều nay <strong>sân đình</strong> đông vui.</p><script>window.tripped = 1</script>');
  await page.getByLabel("Chuyên mục", { exact: true }).selectOption({ index: 2 });
  await page.getByLabel("Tải hình mới").setInputFiles(PICTURE);
  await page.getByLabel("Mô tả hình", { exact: true }).fill("Sân đình buổi chiều");
  await page.getByRole("button", { name: "Lưu bản nháp" }).click();
  await expect(page.getByText("Bài đã được lưu.")).toBeVisible();

  // Nobody else sees a draft.
  const stranger = await browser.newPage({ javaScriptEnabled: test.info().project.name !== "no-js" });
  await stranger.goto(DESK_SITE);
  await expect(stranger.getByText(title)).toHaveCount(0);

  // The preview shows what readers will see.
  const tab = test.info().project.name === "no-js" ? page.waitForEvent("popup") : undefined;
  await page.getByRole("button", { name: "Xem trước" }).click();
  const preview = (await tab) ?? page.frameLocator(".preview iframe");
  await expect(preview.getByText("Bản xem trước.")).toBeVisible();
  await expect(preview.getByRole("heading", { level: 1 })).toHaveText(title);
  await (await tab)?.close();
  if (!tab) await page.getByRole("button", { name: "Đóng", exact: true }).click();

  await page.getByRole("button", { name: "Lưu và đăng" }).click();
  await expect(page.getByText("Bài đã được đăng.")).toBeVisible();
  const address = (await page.getByRole("link", { name: "Xem trên trang" }).getAttribute("href")) ?? "";
  await stranger.goto(DESK_SITE);
  await expect(stranger.getByRole("main").getByText(title)).toBeVisible();
  const read = await stranger.goto(DESK_SITE + address);
  expect(read?.status()).toBe(200);
  await expect(stranger.getByRole("article").locator("img").first()).toHaveAttribute("alt", "Sân đình buổi chiều");
  await expect(stranger.getByRole("article").locator("strong")).toHaveText("sân đình");

  // The article gets a new address, and the old one redirects to it.
  await page.getByText("Nhãn, đường dẫn, thẻ và chuyên đề").click();
  await page.getByLabel("Đường dẫn bài").fill("hoi-sach-san-dinh");
  await page.getByRole("button", { name: "Lưu, bạn đọc thấy ngay" }).click();
  await expect(page.getByText("Bài đã được lưu.")).toBeVisible();
  await stranger.goto(DESK_SITE + address);
  await expect(stranger).toHaveURL(/\/hoi-sach-san-dinh-\d+$/);

  await page.getByRole("button", { name: "Gỡ bài khỏi trang" }).click();
  await expect(page.getByText("Đã gỡ bài; bài trở lại thành bản nháp.")).toBeVisible();
  expect((await stranger.goto(DESK_SITE + address))?.status()).toBe(404);

  await page.getByRole("button", { name: "Chuyển vào thùng rác" }).click();
  await expect(page.getByText("Bài đã được chuyển vào thùng rác.")).toBeVisible();
  await page.getByRole("button", { name: "Khôi phục thành bản nháp" }).click();
  await page.getByRole("button", { name: "Lưu và đăng" }).click();
  await expect(page.getByText("Bài đã được đăng.")).toBeVisible();
  expect((await stranger.goto(DESK_SITE + address))?.status()).toBe(200);
  await stranger.close();
  expectStatuses(complaints);
});

test("a poll is made, voted in by a stranger, and closed", async ({ page, browser, complaints }) => {
  const question = unique("Nên mở thư viện buổi nào?");
  await signIn(page, PEOPLE.administrator);
  await page.goto(`${DESK_SITE}/ban-bien-tap/binh-chon/moi`);
  await page.getByLabel("Câu hỏi").fill(question);
  await page.getByLabel("Phương án 1", { exact: true }).fill("Buổi sáng");
  await page.getByLabel("Phương án 2", { exact: true }).fill("Buổi tối");
  await page.getByRole("button", { name: "Lưu, bạn đọc thấy ngay" }).click();
  await expect(page.getByText("Cuộc bình chọn đã được tạo.")).toBeVisible();
  const id = /binh-chon\/(\d+)/.exec(page.url())?.[1];

  const stranger = await browser.newPage({ javaScriptEnabled: test.info().project.name !== "no-js" });
  await stranger.goto(`${DESK_SITE}/binh-chon/${id}`);
  const poll = stranger.getByRole("main").locator(".poll");
  await poll.getByRole("radio", { name: "Buổi tối" }).check();
  await poll.getByRole("button", { name: "Bình chọn" }).click();
  await expect(poll.getByText("Lựa chọn của quý vị")).toBeVisible();

  await page.reload();
  await page.getByRole("button", { name: /Đóng/ }).click();
  await expect(page.getByText("Cuộc bình chọn đã đóng.")).toBeVisible();
  await stranger.reload();
  await expect(poll.getByRole("radio")).toHaveCount(0);
  await stranger.close();
  expectStatuses(complaints);
});

test("what is wrong is said beside its field, and nothing typed is lost", async ({ page, complaints }) => {
  await signIn(page, PEOPLE.editor);
  await page.goto(`${DESK_SITE}/ban-bien-tap/bai-viet/moi`);
  await page.getByLabel("Tiêu đề", { exact: true }).fill("Một bài dài");
  await writeText(page, '<p>Giữ nguyên chữ này.</p><img src="https://evil.invalid/a.png">');
  await page.getByLabel("Giờ đăng", { exact: true }).fill("2100-01-01T08:00");
  await page.getByRole("button", { name: "Lưu bản nháp" }).click();
  await expect(page.getByText("Chỉ hẹn giờ được trong vòng hai năm tới.")).toBeVisible();
  await expect(page.getByText("Xin chọn một chuyên mục.")).toBeVisible();
  await expect(page.getByText("không có trên trang này")).toBeVisible();
  await expect(textField(page)).toHaveValue(/Giữ nguyên chữ này/);
  await expect(page.getByLabel("Giờ đăng", { exact: true })).toHaveValue("2100-01-01T08:00");
  expectStatuses(complaints, 422);
});

test("of two who save the same article the second is told, and loses nothing", async ({ page, browser, complaints }) => {
  const title = unique("Hai người cùng sửa");
  await signIn(page, PEOPLE.editor);
  await page.goto(`${DESK_SITE}/ban-bien-tap/bai-viet/moi`);
  await page.getByLabel("Tiêu đề", { exact: true }).fill(title);
  await page.getByLabel("Chuyên mục", { exact: true }).selectOption({ index: 1 });
  await page.getByRole("button", { name: "Lưu bản nháp" }).click();
  await expect(page.getByText("Bài đã được lưu.")).toBeVisible();

  const other = await browser.newPage({ javaScriptEnabled: test.info().project.name !== "no-js" });
  await signIn(other, PEOPLE.administrator);
  await other.goto(page.url());
  await other.getByLabel("Đoạn mở đầu (sapo)").fill("Bản của quản trị viên.");
  await other.getByRole("button", { name: "Lưu bản nháp" }).click();
  await expect(other.getByText("Bài đã được lưu.")).toBeVisible();

  await page.getByLabel("Đoạn mở đầu (sapo)").fill("Bản của biên tập viên.");
  await page.getByRole("button", { name: "Lưu bản nháp" }).click();
  if (test.info().project.name === "hydrated") {
    // The draft is merged before the form is sent, and the page asks by itself.
    const dialog = page.getByRole("dialog", { name: "Hai bản cùng sửa một chỗ" });
    await expect(dialog.getByText("Bản của quản trị viên.")).toBeVisible();
    await dialog.getByLabel("Giữ bản của tôi").check();
    await dialog.getByRole("button", { name: "Giữ như đã chọn" }).click();
    await expect(page.locator(".draft-state")).toHaveText(/Đã lưu/);
    await expect(page.getByLabel("Đoạn mở đầu (sapo)")).toHaveValue("Bản của biên tập viên.");
    await other.close();
    return;
  }
  await expect(page.getByRole("alert")).toContainText("Trần Thị Quản đã lưu bài này");
  await expect(page.getByLabel("Đoạn mở đầu (sapo)")).toHaveValue("Bản của biên tập viên.");
  await other.reload();
  await expect(other.getByLabel("Đoạn mở đầu (sapo)")).toHaveValue("Bản của quản trị viên.");
  await other.close();
  expectStatuses(complaints, 409);
});

test("an author sees their own drafts, and what they may not do is not offered", async ({ page, complaints }) => {
  const title = unique("Bài của tác giả");
  await signIn(page, PEOPLE.author);
  const menu = page.getByRole("navigation", { name: "Bàn biên tập" });
  await expect(menu.getByRole("link")).toHaveText(["Bàn biên tập", "Bài viết", "Bản chưa lưu", "Hình ảnh"]);
  await page.goto(`${DESK_SITE}/ban-bien-tap/bai-viet/moi`);
  await expect(page.getByRole("button", { name: "Lưu và đăng" })).toHaveCount(0);
  await page.getByLabel("Tiêu đề", { exact: true }).fill(title);
  await page.getByLabel("Chuyên mục", { exact: true }).selectOption({ index: 1 });
  await page.getByRole("button", { name: "Lưu bản nháp" }).click();
  await expect(page.getByText("Bài đã được lưu.")).toBeVisible();
  await page.goto(`${DESK_SITE}/ban-bien-tap/bai-viet`);
  await expect(page.getByRole("link", { name: title })).toBeVisible();
  await expect(page.getByRole("link", { name: "GIỮ NẾP HỌC" })).toHaveCount(0);
  expect((await page.goto(`${DESK_SITE}/ban-bien-tap/bai-viet/21`))?.status()).toBe(404);
  expect((await page.goto(`${DESK_SITE}/ban-bien-tap/tai-khoan`))?.status()).toBe(403);
  await expect(page.getByText("Không có quyền").first()).toBeVisible();
  expectStatuses(complaints, 404, 403);
});

test("a title is found without typing marks", async ({ page }) => {
  await signIn(page, PEOPLE.editor);
  await page.goto(`${DESK_SITE}/ban-bien-tap/bai-viet`);
  await page.getByLabel("Tìm trong tiêu đề").fill("giu nep hoc");
  await page.getByRole("button", { name: "Lọc" }).click();
  await expect(page.getByRole("link", { name: "GIỮ NẾP HỌC TỪ MỖI XÓM NHỎ" })).toBeVisible();
  await expect(page).toHaveURL(/tim=giu/);
});

test("a form whose session is over comes back with everything typed", async ({ page, context, complaints }) => {
  await signIn(page, PEOPLE.author);
  await page.goto(`${DESK_SITE}/ban-bien-tap/bai-viet/moi`);
  await page.getByLabel("Tiêu đề", { exact: true }).fill("Bài viết lúc hết phiên");
  await writeText(page, "<p>Đoạn văn viết đã lâu, không được phép mất đi đâu cả.</p>");
  // The session is ended elsewhere, while this page is open.
  const other = await context.newPage();
  await other.goto(`${DESK_SITE}/ban-bien-tap`);
  const cookies = await context.cookies();
  await other.getByRole("button", { name: "Đăng xuất" }).click();
  await context.addCookies(cookies);
  await page.getByRole("button", { name: "Lưu bản nháp" }).click();
  if (test.info().project.name === "hydrated") {
    // The form is not sent: the session is renewed on the same page.
    await expect(page.getByRole("dialog", { name: "Phiên làm việc đã hết" })).toBeVisible();
    await expect(textField(page)).toHaveValue(/Đoạn văn viết đã lâu/);
  } else {
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Phiên đăng nhập đã hết");
    await expect(page.getByText("Đoạn văn viết đã lâu")).toBeVisible();
  }
  expectStatuses(complaints, 401);
});

test("readers load nothing of the desk", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  for (const path of ["/", "/tin/van-hoa-doc", "/binh-chon", "/thong-ke"]) await page.goto(DESK_SITE + path);
  await page.waitForLoadState("networkidle");
  expect(asked.length).toBeGreaterThan(8);
  expect(asked.filter((url) => /ban-bien-tap|dang-nhap|desk|passkey|upload/.test(url))).toEqual([]);
});
