import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"balanced-softmax","description":"","frontmatter":{},"headers":[{"level":2,"title":"Several confounders, missing labels, many classes","slug":"several-confounders-missing-labels-many-classes","link":"#several-confounders-missing-labels-many-classes","children":[]},{"level":2,"title":"When","slug":"when","link":"#when","children":[]},{"level":2,"title":"Cost","slug":"cost","link":"#cost","children":[]}],"relativePath":"packages/baselines/docs/balanced-softmax.md","filePath":"packages/baselines/docs/balanced-softmax.md"}');
const _sfc_main = { name: "packages/baselines/docs/balanced-softmax.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="balanced-softmax" tabindex="-1"><code>balanced-softmax</code> <a class="header-anchor" href="#balanced-softmax" aria-label="Permalink to &quot;\`balanced-softmax\`&quot;">​</a></h1><p>Takes the frequency of the classes out of the logits.</p><pre><code>training: CE of f + log n_c;   prediction: softmax(f)
</code></pre><p><strong>Source:</strong> Ren et al., NeurIPS 2020, equation 3.</p><p>All options of the network (<code>primaryWidth</code>, <code>headHidden</code>, …) and <code>sampling</code> may be given, too.</p><h2 id="several-confounders-missing-labels-many-classes" tabindex="-1">Several confounders, missing labels, many classes <a class="header-anchor" href="#several-confounders-missing-labels-many-classes" aria-label="Permalink to &quot;Several confounders, missing labels, many classes&quot;">​</a></h2><p>It uses no confounder, so neither their number nor missing labels matter. A continuous y is refused.</p><h2 id="when" tabindex="-1">When <a class="header-anchor" href="#when" aria-label="Permalink to &quot;When&quot;">​</a></h2><p>The classes are unequal in training and equal in use.</p><p><strong>Not when</strong> they are unequal in use, too.</p><h2 id="cost" tabindex="-1">Cost <a class="header-anchor" href="#cost" aria-label="Permalink to &quot;Cost&quot;">​</a></h2><p>That of <code>erm</code>: one pass of the encoder for each update.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/baselines/docs/balanced-softmax.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const balancedSoftmax = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  balancedSoftmax as default
};
