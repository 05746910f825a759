// Galleries and what they are made of.

/** The fewest pictures of a gallery. */
export const FEWEST = 2;

/** A gallery of these pictures; fewer stand by themselves. */
export const gathered = (schema, figures) => (figures.length < FEWEST ? figures : [schema.nodes.gallery.create(null, [...figures, schema.nodes.galleryCaption.create()])]);

/** The pictures of a gallery, and its caption as a paragraph. */
export function separated(gallery) {
  const parts = gallery.content.content.filter(({ type, childCount }) => type.name === "figure" || childCount > 0);
  return parts.map((part) => (part.type.name === "figure" ? part : part.type.schema.nodes.paragraph.create(null, part.content)));
}
