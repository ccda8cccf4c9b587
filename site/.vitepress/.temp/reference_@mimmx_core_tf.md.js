import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"@mimmx/core/tf","description":"","frontmatter":{},"headers":[{"level":2,"title":"Variables","slug":"variables","link":"#variables","children":[{"level":3,"title":"version","slug":"version","link":"#version","children":[{"level":4,"title":"Type Declaration","slug":"type-declaration","link":"#type-declaration","children":[]}]}]}],"relativePath":"reference/@mimmx/core/tf.md","filePath":"reference/@mimmx/core/tf.md"}');
const _sfc_main = { name: "reference/@mimmx/core/tf.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="mimmxcoretf" tabindex="-1">@mimmx/core/tf <a class="header-anchor" href="#mimmxcoretf" aria-label="Permalink to &quot;@mimmx/core/tf&quot;">​</a></h1><h2 id="variables" tabindex="-1">Variables <a class="header-anchor" href="#variables" aria-label="Permalink to &quot;Variables&quot;">​</a></h2><h3 id="version" tabindex="-1">version <a class="header-anchor" href="#version" aria-label="Permalink to &quot;version&quot;">​</a></h3><blockquote><p><code>const</code> <strong>version</strong>: <code>object</code></p></blockquote><p>Version of TensorFlow.js.</p><h4 id="type-declaration" tabindex="-1">Type Declaration <a class="header-anchor" href="#type-declaration" aria-label="Permalink to &quot;Type Declaration&quot;">​</a></h4><table tabindex="0"><thead><tr><th>Name</th><th>Type</th><th>Default value</th></tr></thead><tbody><tr><td><code>tfjs</code></td><td><code>string</code></td><td><code>version_core</code></td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("reference/@mimmx/core/tf.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const tf = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  tf as default
};
