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
import {isAskedFor} from './together/chosen-sites.js';

/** Milliseconds between the starts of two sites, so that their first pulls do not all come at once. */
const stagger = 2000;

/** Milliseconds until a site that ended is tried again: at first, and at most. */
const firstPause = 60_000;
const longestPause = 15 * 60_000;

const lineInterval = 60_000;

/** A site that was renamed, or lies in another folder now, is begun anew. */
const keyOf = ({name, folder}: Site): string => JSON.stringify([name, folder]);

/**
Keeps several stores like their PBXs, all in this process, until SIGINT or SIGTERM. Each site starts a while after the
one before; one that ends in trouble is tried again, and again, while the others go on. What becomes of the sites
meanwhile is heeded within a minute.
@param sites those that are asked for as they are now
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
	const isAsked = isAskedFor(flags);
	/** Waits that long, or until the signal comes. */
	const rest = async (milliseconds: number, signal: AbortSignal): Promise<void> =>
		sender.network.wait(milliseconds, signal).catch(() => undefined);

	const keepWatching = async (site: Site, signal: AbortSignal): Promise<void> => {
		const isOver = (): boolean => signal.aborted;
		const outputs = lines.of(site.name);
		for (let pause = firstPause; !isOver();) {
			const began = machine.now();
			try {
				const known = book.read();
				const now = known.find(each => keyOf(each) === keyOf(site)) ?? site;
				const inUse = new SiteInUse(now, known.length === 1, book);
				inUse.refuseMoved();
				await watch({...context, ...outputs, folder: site.folder, site: inUse}, signal);
			} catch (error) {
				if (!isOver()) printLine(outputs.stderr, tellOf(error).message);
			}

			if ((machine.now() - began) * 1000 > longestPause) pause = firstPause;
			await rest(pause, signal);
			pause = Math.min(longestPause, pause * 2);
		}
	};

	if (!flags.quiet) printLine(stdout, `Watching ${counted(sites.length, 'site')} until Ctrl-C.`);
	await interruptible(new Refusal('Ended.'), async signal => {
		const isOver = (): boolean => signal.aborted;
		const watched = new Map<string, {readonly site: Site; readonly ending: AbortController}>();
		/** By the folders of the stores, so that none is watched twice at the same time. */
		const watching = new Map<string, Promise<void>>();
		const begin = (site: Site, pause: number): void => {
			const ending = new AbortController();
			const until = AbortSignal.any([signal, ending.signal]);
			const before = watching.get(site.folder);
			const begun = async (): Promise<void> => {
				await Promise.all([before, rest(pause, until)]);
				await keepWatching(site, until);
			};

			watched.set(keyOf(site), {site, ending});
			watching.set(site.folder, begun());
		};

		const beginNew = (asked: readonly Site[]): readonly Site[] => {
			const added = asked.filter(site => !watched.has(keyOf(site)));
			for (const [index, site] of added.entries()) begin(site, index * stagger);
			return added;
		};

		const heedSites = (asked: readonly Site[]): void => {
			const keys = new Set(asked.map(keyOf));
			for (const [key, {site, ending}] of watched) {
				if (keys.has(key)) continue;
				ending.abort(new Refusal('Ended.'));
				watched.delete(key);
				printLine(lines.of(site.name).stdout, 'not watched any more');
			}

			for (const {name} of beginNew(asked)) printLine(lines.of(name).stdout, 'watched from now on');
		};

		beginNew(sites);
		while (!isOver()) {
			await rest(lineInterval, signal);
			try {
				if (!isOver()) heedSites(book.read().filter(isAsked));
			} catch (error) {
				// While nobody can tell what the sites are, they are what they were.
				if (!(error instanceof Refusal)) throw error;
				printLine(lines.of('sites').stderr, error.message);
			}

			lines.flush();
		}

		await Promise.all(watching.values());
	});
	lines.flush();
	return exitCode.done;
};
