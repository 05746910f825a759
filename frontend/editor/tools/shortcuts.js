// The list of keys.
import { ACTIONS, spoken } from "./actions.js";

const TYPED = [
  ["## và dấu cách", "Đề mục lớn"],
  ["### và dấu cách", "Đề mục vừa"],
  ["- và dấu cách", "Danh sách chấm"],
  ["1. và dấu cách", "Danh sách số"],
  ["> và dấu cách", "Trích dẫn"],
  ["---", "Đường kẻ"],
  ["**chữ**", "Đậm"],
  ["/ ở đầu đoạn trống", "Chọn khối"],
  ["Alt+F10", "Đến thanh công cụ"],
  ["Tab, Shift+Tab", "Trong danh sách: lùi vào, lùi ra. Trong bảng: ô sau, ô trước"],
  ["Esc rồi Tab", "Rời ô soạn thảo"],
];

export function shortcuts() {
  const list = document.createElement("dl");
  list.className = "editor-keys";
  const keys = Object.values(ACTIONS).filter((action) => action.keys).map(({ keys: shortcut, label }) => [spoken(shortcut), label]);
  for (const [shortcut, label] of [...keys, ...TYPED]) {
    const line = list.appendChild(document.createElement("div"));
    line.appendChild(document.createElement("dt")).textContent = label;
    line.appendChild(document.createElement("dd")).appendChild(document.createElement("kbd")).textContent = shortcut;
  }
  return list;
}
