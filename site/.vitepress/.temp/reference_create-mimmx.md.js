import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"create-mimmx","description":"","frontmatter":{},"headers":[{"level":2,"title":"Functions","slug":"functions","link":"#functions","children":[{"level":3,"title":"create()","slug":"create","link":"#create","children":[{"level":4,"title":"Parameters","slug":"parameters","link":"#parameters","children":[]},{"level":4,"title":"Returns","slug":"returns","link":"#returns","children":[]}]}]}],"relativePath":"reference/create-mimmx.md","filePath":"reference/create-mimmx.md"}');
const _sfc_main = { name: "reference/create-mimmx.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="create-mimmx" tabindex="-1">create-mimmx <a class="header-anchor" href="#create-mimmx" aria-label="Permalink to &quot;create-mimmx&quot;">​</a></h1><h2 id="functions" tabindex="-1">Functions <a class="header-anchor" href="#functions" aria-label="Permalink to &quot;Functions&quot;">​</a></h2><h3 id="create" tabindex="-1">create() <a class="header-anchor" href="#create" aria-label="Permalink to &quot;create()&quot;">​</a></h3><blockquote><p><strong>create</strong>(<code>options</code>, <code>__namedParameters</code>): <code>number</code></p></blockquote><p>Installs the command in a folder, and hands over to <code>mimmx init</code>.</p><h4 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h4><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><code>options</code></td><td>readonly <code>string</code>[]</td><td>of <code>mimmx init</code></td></tr><tr><td><code>__namedParameters</code></td><td><code>Place</code></td><td>-</td></tr></tbody></table><h4 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h4><p><code>number</code></p><p>exit status of what failed first, or 0</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("reference/create-mimmx.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const createMimmx = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  createMimmx as default
};
