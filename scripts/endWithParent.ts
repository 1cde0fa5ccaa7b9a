const lookEveryMs = 500;

// Preloaded (`node --import`) by what must not outlive who started it, however that ends; by then we are another's child.
const parent = process.ppid;
const timer = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(timer);
  process.kill(process.pid, 'SIGTERM');
}, lookEveryMs);
timer.unref();
