// Python in a worker: Pyodide with NumPy and the course. Other packages come when they are imported.
//
// There is no await at the top: a module worker loses the messages that come during one.

const say = (progress) => postMessage({ progress });
let settings = null;
let started = null;

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
  return { python, run: python.pyimport("runner").run };
}

// what the code imports and is not there yet
async function load(python, imports) {
  const loaded = await python.loadPackagesFromImports(imports, {
    messageCallback: (words) => say(words),
  });
  return loaded.length > 0;
}

async function answer({ code, check }) {
  const { python, run } = await started;
  if (code === undefined) return {};
  await load(python, code);
  for (;;) {
    say("running");
    const outputs = JSON.parse(run(code, check));
    const { missing } = outputs.at(-1) ?? {};
    if (!missing || !(await load(python, `import ${missing}`))) return { outputs };
  }
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
