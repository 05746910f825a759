/** The element of the text editor around a text. */
export const hostOf = ({ view }) => view.dom.closest("rich-editor");
