import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"packages/datasets-mri/docs","description":"","frontmatter":{},"headers":[],"relativePath":"packages/datasets-mri/docs/index.md","filePath":"packages/datasets-mri/docs/index.md"}');
const _sfc_main = { name: "packages/datasets-mri/docs/index.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="packagesdatasets-mridocs" tabindex="-1">packages/datasets-mri/docs <a class="header-anchor" href="#packagesdatasets-mridocs" aria-label="Permalink to &quot;packages/datasets-mri/docs&quot;">​</a></h1><ul><li><a href="./bids.html">bids.md</a></li><li><a href="./brain-phantom.html">brain-phantom.md</a></li><li><a href="./images.html">images.md</a></li><li><a href="./mri-joined.html">mri-joined.md</a></li><li><a href="./mri-manifest.html">mri-manifest.md</a></li><li><a href="./own-data.html">own-data.md</a></li></ul></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/datasets-mri/docs/index.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const index = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  index as default
};
