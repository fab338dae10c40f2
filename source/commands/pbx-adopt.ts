import {Refusal, UsageRefusal} from '../domain/refusal.js';
import {PbxTrouble} from '../exchange/yeastar/api/trouble.js';
import {ConnectionRecords} from '../exchange/yeastar/connection/connection-record.js';
import {InstanceMemory} from '../exchange/yeastar/connection/instance-memory.js';
import {openWay, type Standing, standingOf} from '../exchange/yeastar/connection/open-pbx.js';
import {choose} from './confirm.js';
import {canAsk, printLine} from './output.js';
import {bindToMet, meetPbx} from './pbx-connect.js';
import {type PbxContext} from './pbx-flags.js';
import {pbxSurroundings} from './with-pbx.js';
import {withStore} from './with-store.js';

type Connected = Extract<Standing, {readonly kind: 'connected'}>;

/** Takes away all that this person keeps of an instance, and gives its token back, which else counts on for half an hour. */
export const forgetInstance = async (
	context: PbxContext,
	{instance, record}: Omit<Connected, 'kind'>,
): Promise<void> => {
	const {machine, sender, stateFolder, stderr} = context;
	try {
		const pbx = openWay(record, instance, pbxSurroundings(context));
		await pbx.api.tokens.revoke(new AbortController().signal).finally(async () => pbx.close());
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		printLine(stderr, `chatlogs: the token was not given back to the PBX: ${error.message}`);
	}

	await new InstanceMemory(machine, stateFolder, instance).forget();
	await new ConnectionRecords(machine, sender.configFolder, instance).remove();
};

/** `pbx adopt`: this store, be it a copy or an older one, acts on the PBX from now on, as an instance of its own. */
export const adoptPbx = async (context: PbxContext): Promise<number> =>
	withStore(context, async store => {
		store.refuseToWrite();
		const standing = standingOf(store, pbxSurroundings(context));
		if (standing.kind === 'none' || standing.kind === 'unknown')
			throw new PbxTrouble(
				'not connected',
				'Nobody here has connected this store, so there is nothing to adopt. Run: chatlogs pbx connect https://HOST:PORT --client-id ID',
			);
		const {record} = standing;
		const told = `This store will act on the PBX at ${record.origin} as the application ${record.clientId}`;
		if (!context.flags.yes && !canAsk(context))
			throw new UsageRefusal(`${told}. Without a terminal nobody can be asked: add --yes.`);
		printLine(context.stderr, `${told}. Whatever still waits to be carried out there will not be.`);
		if (!context.flags.yes) await choose(context, 'Type yes to do it', ['yes']);
		const code = await bindToMet(context, store, await meetPbx(context, record, undefined));
		if (standing.kind === 'connected') await forgetInstance(context, standing);
		return code;
	});
