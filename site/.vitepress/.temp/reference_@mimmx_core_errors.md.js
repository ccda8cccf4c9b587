import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"@mimmx/core/errors","description":"","frontmatter":{},"headers":[{"level":2,"title":"References","slug":"references","link":"#references","children":[{"level":3,"title":"ErrorCode","slug":"errorcode","link":"#errorcode","children":[]},{"level":3,"title":"isMimmxError","slug":"ismimmxerror","link":"#ismimmxerror","children":[]},{"level":3,"title":"isOptionError","slug":"isoptionerror","link":"#isoptionerror","children":[]},{"level":3,"title":"MimmxError","slug":"mimmxerror","link":"#mimmxerror","children":[]},{"level":3,"title":"OptionError","slug":"optionerror","link":"#optionerror","children":[]},{"level":3,"title":"suggest","slug":"suggest","link":"#suggest","children":[]}]}],"relativePath":"reference/@mimmx/core/errors.md","filePath":"reference/@mimmx/core/errors.md"}');
const _sfc_main = { name: "reference/@mimmx/core/errors.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="mimmxcoreerrors" tabindex="-1">@mimmx/core/errors <a class="header-anchor" href="#mimmxcoreerrors" aria-label="Permalink to &quot;@mimmx/core/errors&quot;">​</a></h1><h2 id="references" tabindex="-1">References <a class="header-anchor" href="#references" aria-label="Permalink to &quot;References&quot;">​</a></h2><h3 id="errorcode" tabindex="-1">ErrorCode <a class="header-anchor" href="#errorcode" aria-label="Permalink to &quot;ErrorCode&quot;">​</a></h3><p>Re-exports <a href="./#errorcode">ErrorCode</a></p><hr><h3 id="ismimmxerror" tabindex="-1">isMimmxError <a class="header-anchor" href="#ismimmxerror" aria-label="Permalink to &quot;isMimmxError&quot;">​</a></h3><p>Re-exports <a href="./#ismimmxerror">isMimmxError</a></p><hr><h3 id="isoptionerror" tabindex="-1">isOptionError <a class="header-anchor" href="#isoptionerror" aria-label="Permalink to &quot;isOptionError&quot;">​</a></h3><p>Re-exports <a href="./#isoptionerror">isOptionError</a></p><hr><h3 id="mimmxerror" tabindex="-1">MimmxError <a class="header-anchor" href="#mimmxerror" aria-label="Permalink to &quot;MimmxError&quot;">​</a></h3><p>Re-exports <a href="./#mimmxerror">MimmxError</a></p><hr><h3 id="optionerror" tabindex="-1">OptionError <a class="header-anchor" href="#optionerror" aria-label="Permalink to &quot;OptionError&quot;">​</a></h3><p>Re-exports <a href="./#optionerror">OptionError</a></p><hr><h3 id="suggest" tabindex="-1">suggest <a class="header-anchor" href="#suggest" aria-label="Permalink to &quot;suggest&quot;">​</a></h3><p>Re-exports <a href="./#suggest">suggest</a></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("reference/@mimmx/core/errors.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const errors = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  errors as default
};
