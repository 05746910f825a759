//! What a browser keeps for reading without a connection. Only the browser knows it: here are the button under an
//! article and the page for the lists; `frontend/src/offline.js` does the rest.

pub mod kept_page;
pub mod save_button;
