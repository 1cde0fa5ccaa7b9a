const checkEveryMs = 500;

// Preloaded (`node --import`) into processes that must not outlive their parent: an orphan gets another parent.
const parent = process.ppid;
const timer = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(timer);
  process.kill(process.pid, 'SIGTERM');
}, checkEveryMs);
timer.unref();
