import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"attention-concat","description":"","frontmatter":{},"headers":[{"level":2,"title":"Who trains the weights","slug":"who-trains-the-weights","link":"#who-trains-the-weights","children":[]},{"level":2,"title":"Options","slug":"options","link":"#options","children":[]},{"level":2,"title":"Ablation","slug":"ablation","link":"#ablation","children":[]}],"relativePath":"packages/weighter/docs/attention-concat.md","filePath":"packages/weighter/docs/attention-concat.md"}');
const _sfc_main = { name: "packages/weighter/docs/attention-concat.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="attention-concat" tabindex="-1"><code>attention-concat</code> <a class="header-anchor" href="#attention-concat" aria-label="Permalink to &quot;\`attention-concat\`&quot;">​</a></h1><p>Weighter, and the default of <code>mimm-x</code> (<a href="./../../../docs/decisions/0005-one-critic-for-all-confounders.html">why</a>). All confounders side by side, scaled by attention; one critic.</p><pre><code>s = [N a₁ f₁, …, N a_N f_N],   L_MI = I(f_y; s)

eᵢ = mean over the batch of q(f_y)ᵀ k(fᵢ) / √d_k + bᵢ       (trained)
eᵢ = stopgrad(MIᵢ)                                          (detached)
a  = (1 − φ) softmax(e / τ) + φ / N
</code></pre><p>q and k are linear in features standardised over the batch, so eᵢ is a learned form of their cross-correlation.</p><p><strong>Source: ours.</strong></p><p>It loses nothing: MI does not change under an invertible map, so the weights leave the true value alone and only direct what a finite critic sees best. At uniform weights it is the plain concatenation. The critic&#39;s input grows with N, its number does not. <code>detached</code> needs the MI of every confounder, as at <a href="./attention-summary.html">attention-summary</a>.</p><h2 id="who-trains-the-weights" tabindex="-1">Who trains the weights <a class="header-anchor" href="#who-trains-the-weights" aria-label="Permalink to &quot;Who trains the weights&quot;">​</a></h2><table tabindex="0"><thead><tr><th><code>trainedBy</code></th><th>what happens</th><th>source</th></tr></thead><tbody><tr><td><code>estimator</code> (default)</td><td>the attention ascends with the critics: it looks for the confounder that f_y gives away most. Features come in detached, so that the encoder cannot steer it.</td><td>ours</td></tr><tr><td><code>detached</code></td><td>nobody: aᵢ is the softmax of the present MI values</td><td>ours</td></tr><tr><td><code>encoder</code></td><td>the attention descends with the encoder, and collapses on the confounder that tells least</td><td>ours, as an ablation only</td></tr></tbody></table><p>Collapse, in the closed-form game of <code>test/weighters/collapse.test.ts</code> (one shortcut z1, one weak confounder z2, exact MI, 300 steps): trained by the encoder, the weight of z1 falls below 0.05 and more than 0.4 nats of z1 stay in f_y; trained by the estimator or detached, less than 0.1 nats of either stay.</p><h2 id="options" tabindex="-1">Options <a class="header-anchor" href="#options" aria-label="Permalink to &quot;Options&quot;">​</a></h2><table tabindex="0"><thead><tr><th>option</th><th>default</th><th>meaning</th></tr></thead><tbody><tr><td><code>trainedBy</code></td><td><code>estimator</code></td><td>see above</td></tr><tr><td><code>temperature</code></td><td>1</td><td>τ of the softmax</td></tr><tr><td><code>keyWidth</code></td><td>8</td><td>width d_k of queries and keys</td></tr><tr><td><code>floor</code></td><td>0.1</td><td>share φ of the weight that is spread evenly</td></tr></tbody></table><h2 id="ablation" tabindex="-1">Ablation <a class="header-anchor" href="#ablation" aria-label="Permalink to &quot;Ablation&quot;">​</a></h2><p>Inverted 74.2 %, balanced 80.5 %, worst group 66.7 %; most telling probe: thickness 57.9, rotation 54.2 % (<code>npm run bench:ablations</code>, 200 updates, 1 seed; <a href="./../../../benchmarks/results/ablations.html">all of them</a>).</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/weighter/docs/attention-concat.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const attentionConcat = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  attentionConcat as default
};
