import {type useApp} from 'ink';

export type SuspendTerminal = ReturnType<typeof useApp>['suspendTerminal'];

/**
Gives the terminal back to the shell until the program is brought to the front again (Ctrl-Z, `fg`). Something has to
keep the event loop alive meanwhile, or the program would end when it goes on.
*/
export const suspendProcess = async (suspendTerminal: SuspendTerminal): Promise<void> => {
	const keepAlive = setInterval(() => undefined, 60_000);
	try {
		await suspendTerminal(async () => {
			const continued = new Promise(resolve => {
				process.once('SIGCONT', resolve);
			});
			process.kill(process.pid, 'SIGTSTP');
			await continued;
		});
	} finally {
		clearInterval(keepAlive);
	}
};
