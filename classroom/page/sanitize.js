import DOMPurify from "dompurify";

/**
 * For the packages: sanitize-html's interface, as far as they use it.
 *
 * @type {(html: string, options: { allowedTags: string[] }) => string}
 */
export default (html, { allowedTags }) => DOMPurify.sanitize(html, { ALLOWED_TAGS: allowedTags });

// Pandas' tables bring styles; even to parse them would be a violation of the page's policy.
const STYLES = /<style\b[^>]*>[\s\S]*?<\/style\s*>|\sstyle="[^"]*"/gi;

/**
 * HTML that a cell gave out, as nodes without scripts, forms and styles, which the page's policy forbids.
 *
 * @param {string} html
 */
export const harmless = (html) =>
  DOMPurify.sanitize(html.replace(STYLES, ""), {
    RETURN_DOM_FRAGMENT: true,
    FORCE_BODY: true,
    FORBID_TAGS: ["form", "iframe", "style"],
    FORBID_ATTR: ["style"],
  });
