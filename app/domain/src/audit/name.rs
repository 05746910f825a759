//! Actions and kinds of subjects: the names they are stored under, and the names for people.

/// Defines an enum whose variants have a stored name and one for people. Stored names never change, since
/// they are hashed.
macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident = $stored:literal, $words:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$of])* $variant,)*
        }

        impl $name {
            /// All variants, in the order in which they are shown.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name under which it is stored.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $stored,)*
                }
            }

            /// The name for people, in Vietnamese.
            pub fn in_words(self) -> &'static str {
                match self {
                    $(Self::$variant => $words,)*
                }
            }

            /// Reads a stored name.
            pub fn parse(stored: &str) -> Option<Self> {
                match stored {
                    $($stored => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

names! {
    /// What was done.
    Action {
        /// Somebody signed in.
        SignedIn = "signed_in", "Đăng nhập";
        /// Somebody signed in with a passkey.
        PasskeyUsed = "passkey_used", "Đăng nhập bằng khóa truy cập";
        /// Somebody signed in with a recovery code instead of the second factor.
        RecoveryCodeUsed = "recovery_code_used", "Đăng nhập bằng mã khôi phục";
        /// Somebody signed out.
        SignedOut = "signed_out", "Đăng xuất";
        /// One session was ended from another one.
        SessionRevoked = "session_revoked", "Kết thúc một phiên đăng nhập";
        /// All sessions of an account were ended.
        SessionsEnded = "sessions_ended", "Kết thúc mọi phiên đăng nhập";
        /// A password was changed.
        PasswordChanged = "password_changed", "Đổi mật khẩu";
        /// A password reset link was created.
        ResetLinkMade = "reset_link_made", "Tạo liên kết đặt lại mật khẩu";
        /// A password reset link was used.
        ResetLinkUsed = "reset_link_used", "Dùng liên kết đặt lại mật khẩu";
        /// The second factor was turned on.
        TwoFactorOn = "two_factor_on", "Bật xác thực hai bước";
        /// The second factor was turned off.
        TwoFactorOff = "two_factor_off", "Tắt xác thực hai bước";
        /// An account got new recovery codes; the old ones are invalid.
        RecoveryCodesRenewed = "recovery_codes_renewed", "Tạo lại các mã khôi phục";
        /// A passkey was added.
        PasskeyAdded = "passkey_added", "Thêm khóa truy cập";
        /// A passkey was removed.
        PasskeyRemoved = "passkey_removed", "Gỡ khóa truy cập";
        /// An account was created.
        AccountCreated = "account_created", "Tạo tài khoản";
        /// The name or e-mail address of an account was changed.
        AccountChanged = "account_changed", "Sửa tài khoản";
        /// The role of an account was changed.
        RoleChanged = "role_changed", "Đổi vai trò";
        /// An account was disabled.
        AccountDisabled = "account_disabled", "Khóa tài khoản";
        /// An account was enabled again.
        AccountEnabled = "account_enabled", "Mở lại tài khoản";
        /// An article was created.
        ArticleCreated = "article_created", "Tạo bài viết";
        /// An article was saved.
        ArticleSaved = "article_saved", "Lưu bài viết";
        /// An article was published.
        ArticlePublished = "article_published", "Đăng bài viết";
        /// A published article was withdrawn.
        ArticleWithdrawn = "article_withdrawn", "Gỡ bài viết";
        /// An article was moved to the trash.
        ArticleTrashed = "article_trashed", "Chuyển bài viết vào thùng rác";
        /// An article was restored from the trash, or to an earlier revision.
        ArticleRestored = "article_restored", "Khôi phục bài viết";
        /// The address of an article was changed.
        ArticleAddressChanged = "article_address_changed", "Đổi địa chỉ bài viết";
        /// The category of an article was changed.
        ArticleCategoryChanged = "article_category_changed", "Đổi chuyên mục của bài viết";
        /// A secret link to an article as it is being written was made.
        PreviewLinkMade = "preview_link_made", "Tạo liên kết xem trước";
        /// Such a link was withdrawn.
        PreviewLinkWithdrawn = "preview_link_withdrawn", "Thu hồi liên kết xem trước";
        /// A poll was created.
        PollCreated = "poll_created", "Tạo cuộc bình chọn";
        /// A poll was changed.
        PollChanged = "poll_changed", "Sửa cuộc bình chọn";
        /// A poll was closed.
        PollClosed = "poll_closed", "Đóng cuộc bình chọn";
        /// A poll was chosen for the side column.
        SidePollChosen = "side_poll_chosen", "Chọn cuộc bình chọn cho cột bên";
        /// A picture was uploaded.
        PictureUploaded = "picture_uploaded", "Tải ảnh lên";
        /// The description or caption of a picture was changed.
        PictureChanged = "picture_changed", "Sửa thông tin ảnh";
        /// The settings of the site were changed: its name, its menu, its links.
        SiteChanged = "site_changed", "Sửa thiết lập của trang";
        /// A category was created.
        CategoryCreated = "category_created", "Tạo chuyên mục";
        /// A category was changed, or moved to another place in the tree.
        CategoryChanged = "category_changed", "Sửa chuyên mục";
        /// Categories were put into another order.
        CategoriesOrdered = "categories_ordered", "Xếp lại thứ tự chuyên mục";
        /// A category was merged into another one, which is the subject.
        CategoryMerged = "category_merged", "Gộp chuyên mục";
        /// A category was removed.
        CategoryRemoved = "category_removed", "Xóa chuyên mục";
        /// A list of links was made: a menu, a block of links, or the footer.
        LinkListCreated = "link_list_created", "Tạo nhóm liên kết";
        /// A list of links got another heading.
        LinkListChanged = "link_list_changed", "Sửa nhóm liên kết";
        /// A list of links was removed.
        LinkListRemoved = "link_list_removed", "Xóa nhóm liên kết";
        /// A link was added to a list.
        LinkAdded = "link_added", "Thêm liên kết";
        /// A link was changed.
        LinkChanged = "link_changed", "Sửa liên kết";
        /// A link was removed, with those below it.
        LinkRemoved = "link_removed", "Bỏ liên kết";
        /// A removed link was brought back.
        LinkRestored = "link_restored", "Đưa lại liên kết";
        /// Links, or lists of links, were put into another order.
        LinksOrdered = "links_ordered", "Xếp lại thứ tự liên kết";
        /// A static page was created.
        PageCreated = "page_created", "Tạo trang";
        /// A static page was saved.
        PageSaved = "page_saved", "Lưu trang";
        /// A static page was shown to readers.
        PagePublished = "page_published", "Đăng trang";
        /// A static page was taken from readers.
        PageWithdrawn = "page_withdrawn", "Gỡ trang";
        /// A static page was put into the trash.
        PageTrashed = "page_trashed", "Chuyển vào thùng rác: trang";
        /// A static page was brought back from the trash.
        PageRestored = "page_restored", "Khôi phục trang";
        /// Static pages were put into another order.
        PagesOrdered = "pages_ordered", "Xếp lại thứ tự: trang";
        /// What a replaced site had counted was changed.
        OpeningBalancesChanged = "opening_balances_changed", "Sửa số liệu chuyển từ trang cũ";
        /// A redirect from an address without a page was made.
        RedirectCreated = "redirect_created", "Thêm chuyển hướng";
        /// A redirect was changed.
        RedirectChanged = "redirect_changed", "Sửa chuyển hướng";
        /// A redirect was removed.
        RedirectRemoved = "redirect_removed", "Xóa chuyển hướng";
        /// An address was taken off the list of those asked for in vain.
        MissingAddressForgotten = "missing_address_forgotten", "Bỏ qua một địa chỉ không có trang";
        /// The schedule of backups was changed.
        BackupsScheduled = "backups_scheduled", "Sửa lịch sao lưu";
        /// A backup was asked for.
        BackupAsked = "backup_asked", "Sao lưu ngay";
        /// A backup was downloaded.
        BackupDownloaded = "backup_downloaded", "Tải bản sao lưu";
        /// A content pack was loaded.
        PackLoaded = "pack_loaded", "Nạp gói nội dung";
    }
}

names! {
    /// The kind of a subject.
    SubjectKind {
        /// Articles.
        Article = "article", "Bài viết";
        /// Categories.
        Category = "category", "Chuyên mục";
        /// Static pages.
        Page = "page", "Trang";
        /// Lists of links: menus, blocks of links, the footer.
        LinkList = "link_list", "Nhóm liên kết";
        /// Links of such lists.
        Link = "link", "Liên kết";
        /// Polls.
        Poll = "poll", "Cuộc bình chọn";
        /// Pictures.
        Media = "media", "Ảnh";
        /// Accounts.
        Account = "account", "Tài khoản";
        /// Sessions.
        Session = "session", "Phiên đăng nhập";
        /// Redirects.
        Redirect = "redirect", "Chuyển hướng";
        /// The site itself.
        Site = "site", "Trang thông tin";
        /// Content packs.
        Pack = "pack", "Gói nội dung";
    }
}
