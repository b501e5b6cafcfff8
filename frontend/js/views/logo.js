/** The logo on the covers of the user's reports: shown, replaced, removed. */

import { call, remove } from "../api/client.js";
import { ApiProblem } from "../api/http.js";
import { currentUser, setUser } from "../state/session.js";
import { t } from "../texts/i18n.js";
import { fill, h } from "../ui/dom.js";
import { busy, field, showProblem, summaryPlace } from "../ui/form.js";
import { fail, toast } from "../ui/notices.js";

/** @import { Logo, LogoBody } from "#types/models" */

// What the service takes; a cover prints a logo at a few centimetres.
const MOST_BYTES = 180 * 1024;
const MOST_PIXELS = 2000;
const FEWEST_PIXELS = 200;

/**
 * A logo drawn on a canvas: the page takes pictures from its own address only.
 * @param {{ data: string, content_type: string }} logo in base64
 * @param {string} name
 */
export async function logoPicture(logo, name) {
  const bytes = Uint8Array.from(atob(logo.data), (letter) => letter.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes], { type: logo.content_type }));
  const canvas = h("canvas.logo-picture", {
    width: picture.width,
    height: picture.height,
    role: "img",
    "aria-label": name,
  });
  canvas.getContext("2d")?.drawImage(picture, 0, 0);
  return canvas;
}

/** @param {AbortSignal} signal */
export async function logoSection(signal) {
  const shown = h("div.logo", {});
  const file = h("input", { type: "file", accept: "image/png,image/jpeg" });
  const submit = h("button.primary", { type: "submit" }, t("logo.save"));
  const drop = h(
    "button.quiet",
    { type: "button", hidden: true, on: { click: () => busy(drop, removeLogo).catch(fail) } },
    t("logo.remove"),
  );
  const form = h(
    "form.stack",
    { novalidate: true, on: { submit: send } },
    summaryPlace(),
    shown,
    field({ name: "data", label: t("logo.file"), hint: t("logo.hint"), control: file }),
    h("div.actions", {}, submit, drop),
  );
  show(await current());
  return h("section.sheet.stack", {}, h("h2", {}, t("logo.heading")), form);

  /** The logo as it is kept; it is not asked for where there is none. */
  async function current() {
    return currentUser()?.logo ? (await call("GET", "/me/logo", { signal })).data : null;
  }

  /** @param {boolean} logo whether there is one now */
  function known(logo) {
    const user = currentUser();
    if (user) setUser({ ...user, logo });
  }

  /** @param {Logo | null} logo */
  async function show(logo) {
    drop.hidden = !logo;
    if (!logo) return fill(shown, h("p.hint", {}, t("logo.none")));
    fill(shown, await logoPicture(logo, t("logo.heading")));
  }

  /** @param {SubmitEvent} event */
  async function send(event) {
    event.preventDefault();
    const [chosen] = /** @type {HTMLInputElement} */ (file).files ?? [];
    try {
      if (!chosen) throw new ApiProblem(422, missing());
      await busy(submit, async () => {
        const picture = await scaled(chosen);
        return call("PUT", "/me/logo", {
          body: { content_type: /** @type {LogoBody["content_type"]} */ (picture.type), data: await base64(picture) },
        });
      });
      known(true);
      await show(await current());
      form.reset();
      toast(t("saved"));
    } catch (error) {
      showProblem(form, error);
    }
  }

  async function removeLogo() {
    await remove("/me/logo");
    known(false);
    await show(null);
    toast(t("logo.removed"));
  }
}

/** What is said at the field where no file is chosen. */
const missing = () => ({
  detail: t("logo.choose"),
  errors: [{ pointer: "/data", code: "missing", message: t("logo.choose") }],
});

/**
 * A picture that is too large for the service, made smaller; any other file as it is, for the service to judge.
 * @param {File} file
 * @returns {Promise<Blob>}
 */
async function scaled(file) {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return file;
  /** @type {Blob} */
  let found = file;
  for (
    let side = MOST_PIXELS;
    side >= FEWEST_PIXELS &&
    (found.size > MOST_BYTES || (found === file && Math.max(picture.width, picture.height) > side));
    side /= 2
  ) {
    const factor = Math.min(1, side / Math.max(picture.width, picture.height));
    const canvas = new OffscreenCanvas(
      Math.max(1, Math.round(picture.width * factor)),
      Math.max(1, Math.round(picture.height * factor)),
    );
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    found = await canvas.convertToBlob({ type: file.type });
  }
  return found;
}

/** @param {Blob} blob @returns {Promise<string>} */
function base64(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(",")[1] ?? "");
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
