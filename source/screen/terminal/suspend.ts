import {once} from 'node:events';
import {setTimeout as pause} from 'node:timers/promises';
import {type useApp} from 'ink';

export type SuspendTerminal = ReturnType<typeof useApp>['suspendTerminal'];

/** Milliseconds of running, not of being stopped, after which nobody has stopped us. */
const stopTime = 200;

/**
Gives the terminal back to the shell until the program is brought to the front again (Ctrl-Z, `fg`). Where no shell
could do that (`ssh host -t chatlogs`, a container), the system does not stop a program, and it goes on at once.
*/
export const suspendProcess = async (suspendTerminal: SuspendTerminal): Promise<void> =>
	suspendTerminal(async () => {
		const done = new AbortController();
		const continued = once(process, 'SIGCONT', done);
		process.kill(process.pid, 'SIGTSTP');
		// The timer also keeps the event loop alive, or the program would end when it goes on.
		await Promise.race([continued, pause(stopTime)]);
		done.abort();
		await continued.catch(() => undefined);
		// A shell's job is not told when the terminal's size changes.
		process.kill(process.pid, 'SIGWINCH');
	});
