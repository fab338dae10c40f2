import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import http, {type IncomingMessage} from 'node:http';
import process from 'node:process';
import {inLanes} from '../../../source/exchange/sync/in-lanes.js';
import {type Call, cpuSince} from '../pbx-client.js';

// The calls of a sync again, four at a time, their answers thrown away. Tells how many milliseconds that took, and how
// many of the CPU.
const [origin, file] = process.argv.slice(2) as [string, string];
const calls = JSON.parse(readFileSync(file, 'utf8')) as readonly Call[];
const agent = new http.Agent({keepAlive: true});
const before = process.cpuUsage();
const start = performance.now();
await inLanes(calls, 4, async ([path, body]) => {
	const method = body === undefined ? 'GET' : 'POST';
	const request = http.request(origin + path, {method, agent, headers: {'user-agent': 'OpenAPI'}});
	const answering = once(request, 'response');
	request.end(body);
	const [answer] = (await answering) as [IncomingMessage];
	await once(answer.resume(), 'end');
});
process.stdout.write(`${performance.now() - start} ${cpuSince(before)}`);
agent.destroy();
