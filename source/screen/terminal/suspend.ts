import {once} from 'node:events';
import {setTimeout as pause} from 'node:timers/promises';
import {type useApp} from 'ink';

export type SuspendTerminal = ReturnType<typeof useApp>['suspendTerminal'];

/** Milliseconds of running after which nothing has stopped this process; time while stopped does not count. */
const stopTime = 200;

/**
Gives the terminal back to the shell until the program is brought to the foreground again (Ctrl-Z, `fg`). Without a
shell to do that (`ssh host -t chatlogs`, a container), the system does not stop the program, and it goes on at once.
*/
export const suspendProcess = async (suspendTerminal: SuspendTerminal): Promise<void> =>
	suspendTerminal(async () => {
		const done = new AbortController();
		const continued = once(process, 'SIGCONT', done);
		process.kill(process.pid, 'SIGTSTP');
		// The timer also keeps the event loop alive; without it the program would end when continued.
		await Promise.race([continued, pause(stopTime)]);
		done.abort();
		await continued.catch(() => undefined);
		// A stopped job gets no signal when the terminal's size changes.
		process.kill(process.pid, 'SIGWINCH');
	});
