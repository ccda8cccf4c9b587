import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"runtimes","description":"","frontmatter":{},"headers":[],"relativePath":"runtimes/index.md","filePath":"runtimes/index.md"}');
const _sfc_main = { name: "runtimes/index.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="runtimes" tabindex="-1">runtimes <a class="header-anchor" href="#runtimes" aria-label="Permalink to &quot;runtimes&quot;">​</a></h1><ul><li><a href="./darwin-arm64/LICENSE.html">darwin-arm64/LICENSE</a></li><li><a href="./darwin-arm64/">darwin-arm64/README.md</a></li><li><a href="./darwin-arm64/package.json.html">darwin-arm64/package.json</a></li><li><a href="./fill.mjs.html">fill.mjs</a></li><li><a href="./linux-arm64/LICENSE.html">linux-arm64/LICENSE</a></li><li><a href="./linux-arm64/">linux-arm64/README.md</a></li><li><a href="./linux-arm64/package.json.html">linux-arm64/package.json</a></li><li><a href="./linux-x64/LICENSE.html">linux-x64/LICENSE</a></li><li><a href="./linux-x64/">linux-x64/README.md</a></li><li><a href="./linux-x64/package.json.html">linux-x64/package.json</a></li><li><a href="./win32-arm64/LICENSE.html">win32-arm64/LICENSE</a></li><li><a href="./win32-arm64/">win32-arm64/README.md</a></li><li><a href="./win32-arm64/package.json.html">win32-arm64/package.json</a></li><li><a href="./win32-x64/LICENSE.html">win32-x64/LICENSE</a></li><li><a href="./win32-x64/">win32-x64/README.md</a></li><li><a href="./win32-x64/package.json.html">win32-x64/package.json</a></li></ul></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("runtimes/index.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const index = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  index as default
};
