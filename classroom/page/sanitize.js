import DOMPurify from "dompurify";

/** For the packages: sanitize-html's interface, as far as they use it. */
export default (html, { allowedTags }) => DOMPurify.sanitize(html, { ALLOWED_TAGS: allowedTags });

/** HTML that a cell gave out, as nodes without scripts and forms. */
export const harmless = (html) =>
  DOMPurify.sanitize(html, { RETURN_DOM_FRAGMENT: true, FORCE_BODY: true, FORBID_TAGS: ["form", "iframe"] });
