import {Refusal} from '../domain/refusal.js';
import {type Site} from '../domain/site.js';
import {SiteBook} from '../storage/site-book.js';
import {SiteInUse} from '../storage/site-in-use.js';
import {counted} from '../text/count.js';
import {type Context, exitCode, type Flags} from './command.js';
import {interruptible} from './interruptible.js';
import {MinuteLines} from './minute-lines.js';
import {printLine} from './output.js';
import {tellOf} from './tell-error.js';

/** Milliseconds between the starts of two sites, so that their first pulls do not all come at once. */
const stagger = 2000;

/** Milliseconds until a site that ended is tried again: at first, and at most. */
const firstPause = 60_000;
const longestPause = 15 * 60_000;

const lineInterval = 60_000;

/** Waits that long, or until the signal comes. */
type Rest = (milliseconds: number) => Promise<void>;

/**
Keeps several stores like their PBXs, all in this process, until SIGINT or SIGTERM. Each site starts a while after the
one before; one that ends in trouble is tried again, and again, while the others go on.
@param watch does it for the site of its context until the signal comes; rejects, or resolves earlier, if that cannot go on
@returns the exit code
*/
export const watchSites = async <Defined extends Flags>(
	context: Context<Defined>,
	sites: readonly Site[],
	watch: (context: Context<Defined>, signal: AbortSignal) => Promise<number>,
): Promise<number> => {
	const {machine, sender, stdout, stderr, flags} = context;
	const lines = new MinuteLines({stdout, stderr, isQuiet: flags.quiet === true});
	const book = new SiteBook(machine, sender.configFolder);

	const keepWatching = async (site: Site, signal: AbortSignal, rest: Rest): Promise<void> => {
		const isOver = (): boolean => signal.aborted;
		const inUse = new SiteInUse(site, sites.length === 1, book);
		const outputs = lines.of(site.name);
		for (let pause = firstPause; !isOver(); pause = Math.min(longestPause, pause * 2)) {
			try {
				inUse.refuseMoved();
				await watch({...context, ...outputs, folder: site.folder, site: inUse}, signal);
			} catch (error) {
				if (!isOver()) printLine(outputs.stderr, tellOf(error).message);
			}

			await rest(pause);
		}
	};

	if (!flags.quiet) printLine(stdout, `Watching ${counted(sites.length, 'site')} until Ctrl-C.`);
	await interruptible(new Refusal('Ended.'), async signal => {
		const isOver = (): boolean => signal.aborted;
		const rest: Rest = async milliseconds => sender.network.wait(milliseconds, signal).catch(() => undefined);
		const tellEachMinute = async (): Promise<void> => {
			while (!isOver()) {
				await rest(lineInterval);
				lines.flush();
			}
		};

		const watching = sites.map(async (site, index) => {
			await rest(index * stagger);
			await keepWatching(site, signal, rest);
		});
		await Promise.all([...watching, tellEachMinute()]);
	});
	lines.flush();
	return exitCode.done;
};
