// An EV maker's own system in Node.js: registers, installs and offers packs over AMQP, and follows their entries.
// node ev-maker.mjs <broker uri> <user at the broker> <receiver of the offer> <packs>
import { randomUUID } from "node:crypto";
import amqp from "amqplib";

const [, , broker, user, receiver, packs] = process.argv;
const connection = await amqp.connect(broker);
const channel = await connection.createConfirmChannel();

const answers = await channel.assertQueue("", { exclusive: true });
const waiting = new Map();
await channel.consume(answers.queue, (message) => waiting.get(message.properties.correlationId)?.(message), { noAck: true });

const entries = await channel.assertQueue(`${user}.entries`, { exclusive: true });
await channel.bindQueue(entries.queue, "traceability.entries", "entry.*.lfp.520115");
const heard = new Map();
let tellAll;
const all = new Promise((resolve) => (tellAll = resolve));
await channel.consume(entries.queue, (message) => {
  const { entry } = JSON.parse(message.content);
  heard.set(message.properties.messageId, entry.kind);
  channel.ack(message);
  if (heard.size === 4 * packs) tellAll();
});

async function command(operation, body) {
  const messageId = randomUUID();
  const answer = new Promise((resolve) => waiting.set(messageId, resolve));
  channel.publish("traceability.commands", operation, Buffer.from(JSON.stringify(body)), {
    userId: user, messageId, replyTo: answers.queue, contentType: "application/json", mandatory: true, persistent: true,
  });
  const { content, properties } = await answer;
  if (properties.headers.status !== 201) throw new Error(`${operation}: ${content}`);
}

const minutesAgo = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();
const codes = Array.from({ length: packs }, (_, number) => `GZ9PB0100000A1G6K${String(500_000 + number).padStart(7, "0")}`);
const nameplate = {
  level: "pack", chemistry: "LFP", capacityAh: 173, voltageV: 345, energyKwh: 59.7, massKg: 476, model: "GZ-60", producedOn: "2026-06-19",
};

await command("batteries", { batteries: codes.map((battery) => ({ battery, occurredAt: minutesAgo(4), nameplate })) });
await command("installations", { batteries: codes.map((battery) => ({ battery, occurredAt: minutesAgo(3), vin: "LZ9AB1CD8RG100001" })) });
await command("removals", {
  batteries: codes.map((battery) => ({ battery, occurredAt: minutesAgo(2), vin: "LZ9AB1CD8RG100001", reason: "recall" })),
});
await command("transfers", {
  type: "sale", to: receiver, occurredAt: minutesAgo(1), expiresAt: minutesAgo(-9 * 24 * 60), batteries: codes.map((battery) => ({ battery })),
});
await all;

const kinds = [...heard.values()].reduce((counts, kind) => ({ ...counts, [kind]: (counts[kind] ?? 0) + 1 }), {});
console.log(JSON.stringify(kinds));
await connection.close();
