// The dialog of galleries.
import { addField, complain, openDialog } from "./dialogs.js";
import { hostOf } from "./host.js";
import { offerPictures } from "./offered.js";
import { takeGallery } from "./upload.js";

/** Makes a gallery below the cursor; with `getPos` of one, adds pictures to it. */
export async function askForGallery(editor, _, getPos) {
  const isNew = !getPos;
  let [files, offered] = [];
  const chosen = await openDialog(isNew ? "Bộ ảnh" : "Thêm hình vào bộ", {
    accept: isNew ? "Đặt bộ ảnh" : "Thêm hình",
    fill(dialog) {
      files = addField(dialog, "Tải các hình mới", { type: "file", multiple: true, accept: "image/jpeg,image/png,image/webp", hint: "Chọn được nhiều hình một lúc: JPEG, PNG hoặc WebP, mỗi hình tối đa 20 MB." });
      offered = offerPictures(dialog, editor, "checkbox");
    },
    read() {
      const pictures = offered.filter(({ box }) => box.checked).map(({ picture }) => picture);
      const few = pictures.length + files.files.length < (isNew ? 2 : 1);
      if (few) return complain(files, isNew ? "Xin chọn ít nhất hai hình." : "Xin chọn ít nhất một hình.");
      return { files: [...files.files], pictures };
    },
  });
  editor.view.focus();
  if (chosen) await takeGallery(editor, hostOf(editor), chosen, getPos?.());
}
