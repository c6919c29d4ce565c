// Python in a worker: Pyodide with NumPy and the course. Other packages come when they are imported.
//
// There is no await at the top: a module worker loses the messages that come during one.

const say = (progress) => postMessage({ progress });
let settings = null;
let started = null;
let hasWidgets = false;

async function bytesOf(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
  return answer.arrayBuffer();
}

async function start() {
  say("Python is loading");
  const { loadPyodide } = await import(`${settings.pyodide}pyodide.mjs`);
  const [python, course] = await Promise.all([
    loadPyodide({ indexURL: settings.pyodide, packages: ["numpy"] }),
    bytesOf(settings.course),
  ]);
  python.unpackArchive(course, "zip");
  return { python, runner: python.pyimport("runner") };
}

// what the code imports, as far as Pyodide has it and it is not there yet
async function load(python, imports) {
  const loaded = await python.loadPackagesFromImports(imports, {
    messageCallback: (words) => say(words),
  });
  return loaded.length > 0;
}

// The widgets of which the course's pictures are made come from the site, all else from Pyodide.
async function loadMissing(python, name) {
  const isWidget = settings.inWidgets.includes(name.split(".")[0]);
  if (!isWidget) return load(python, `import ${name}`);
  if (hasWidgets) return false;
  say("Loading what pictures are made of");
  python.unpackArchive(await bytesOf(settings.widgets), "zip");
  hasWidgets = true;
  return true;
}

// Runs code, and again when a module has come that was missing.
async function run(python, code, call, doing = "running") {
  await load(python, code);
  for (;;) {
    say(doing);
    const outputs = JSON.parse(call());
    const { missing } = outputs.at(-1) ?? {};
    if (!missing || !(await loadMissing(python, missing))) return outputs;
  }
}

const fitted = (runner, cell, asked) => {
  return { fit: JSON.parse(runner.fit(cell, JSON.stringify(asked))) };
};

// An exercise comes with its check, another cell with all cells above it, and points
// that a board asks to be fitted with what made the board.
async function answer({ cell, code, check, above, asked }) {
  const { python, runner } = await started;
  if (code === undefined) return {};
  if (check !== undefined) {
    return { outputs: await run(python, code, () => runner.run(code, check)) };
  }
  if (asked && runner.has_board(cell)) return fitted(runner, cell, asked);
  const statements = JSON.parse(runner.begin(code, JSON.stringify(above)));
  for (const [i, statement] of statements.entries()) {
    const doing = `running what it needs from above, ${i + 1} of ${statements.length}`;
    const outputs = await run(python, statement, () => runner.prepare(statement), doing);
    if (outputs.length) return { outputs };
  }
  const outputs = await run(python, code, () => runner.run_cell(code, cell));
  if (asked && runner.has_board(cell)) return fitted(runner, cell, asked);
  return { outputs };
}

onmessage = async ({ data: { id, ...question } }) => {
  if (id === undefined) {
    settings = question;
    return;
  }
  started ??= start();
  try {
    postMessage({ id, ...(await answer(question)) });
  } catch (reason) {
    postMessage({ id, failed: String(reason.message ?? reason) });
  }
};
