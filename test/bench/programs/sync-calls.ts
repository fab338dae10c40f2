import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import http, {type IncomingMessage} from 'node:http';
import process from 'node:process';
import {inLanes} from '../../../source/exchange/sync/in-lanes.js';

// The calls of a sync again, four at a time, their answers thrown away. Tells how many milliseconds that took.
const [origin, calls] = process.argv.slice(2) as [string, string];
const agent = new http.Agent({keepAlive: true});
const start = performance.now();
await inLanes(readFileSync(calls, 'utf8').split('\n'), 4, async path => {
	const [answer] = (await once(
		http.get(origin + path, {agent, headers: {'user-agent': 'OpenAPI'}}),
		'response',
	)) as [IncomingMessage];
	await once(answer.resume(), 'end');
});
process.stdout.write(String(performance.now() - start));
agent.destroy();
