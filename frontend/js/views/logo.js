/** The logo on the covers of the user's reports: shown, replaced, removed. */

import { call, remove } from "../api/client.js";
import { ApiProblem } from "../api/http.js";
import { t } from "../texts/i18n.js";
import { fill, h } from "../ui/dom.js";
import { busy, field, showProblem, summaryPlace } from "../ui/form.js";
import { fail, toast } from "../ui/notices.js";

/** @import { Logo, LogoBody } from "#types/models" */

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

  /** The logo as it is kept, or null. */
  async function current() {
    try {
      return (await call("GET", "/me/logo", { signal })).data;
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 404) return null;
      throw error;
    }
  }

  /** Drawn on a canvas: the page takes pictures from its own address only. @param {Logo | null} logo */
  async function show(logo) {
    drop.hidden = !logo;
    if (!logo) return fill(shown, h("p.hint", {}, t("logo.none")));
    const bytes = Uint8Array.from(atob(logo.data), (letter) => letter.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: logo.content_type }));
    const canvas = h("canvas.logo-picture", {
      width: picture.width,
      height: picture.height,
      role: "img",
      "aria-label": t("logo.heading"),
    });
    canvas.getContext("2d")?.drawImage(picture, 0, 0);
    fill(shown, canvas);
  }

  /** @param {SubmitEvent} event */
  async function send(event) {
    event.preventDefault();
    const [chosen] = /** @type {HTMLInputElement} */ (file).files ?? [];
    if (!chosen) return file.focus();
    try {
      await busy(submit, async () =>
        call("PUT", "/me/logo", {
          body: { content_type: /** @type {LogoBody["content_type"]} */ (chosen.type), data: await base64(chosen) },
        }),
      );
      await show(await current());
      form.reset();
      toast(t("saved"));
    } catch (error) {
      showProblem(form, error);
    }
  }

  async function removeLogo() {
    await remove("/me/logo");
    await show(null);
    toast(t("logo.removed"));
  }
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
