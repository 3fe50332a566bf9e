using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Traceability.Contracts.Messages;
using Traceability.Dossiers.Bus;
using Xunit;

namespace Traceability.Dossiers.Tests.Bus;

public sealed class InProcessBusTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_that_come_while_a_retry_succeeds_are_neither_lost_nor_turned_round()
    {
        const int Keys = 8;
        const int PerKey = 2000;
        var subscriber = new Listener(_ => Random.Shared.Next(100) < 4);
        await using var bus = BusTo(subscriber);

        await Task.WhenAll(Enumerable.Range(0, Keys).Select(key => Task.Run(async () =>
        {
            var taken = new List<Task>(PerKey);
            for (var number = 0; number < PerKey; number++)
            {
                taken.Add(bus.Publish(new Note($"{key}", number), Cancellation));
                if (number % 40 == 0)
                {
                    await Task.Yield();
                }
            }

            await Task.WhenAll(taken).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        })));

        Assert.Empty(subscriber.Overlaps);
        Assert.All(Enumerable.Range(0, Keys), key => Assert.Equal(Enumerable.Range(0, PerKey), subscriber.Taken[$"{key}"]));
    }

    [Fact]
    public async Task Before_the_message_that_fails_all_others_of_its_key_are_taken()
    {
        var subscriber = new Listener(notes => notes.Any(note => note.Number == 5));
        await using var bus = BusTo(subscriber);

        var taken = Enumerable.Range(1, 9).Select(number => bus.Publish(new Note("key", number), Cancellation)).ToList();
        await Task.WhenAll(taken[..4]).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.All(taken[4..], waiting => Assert.False(waiting.IsCompleted));
        Assert.Equal([1, 2, 3, 4], subscriber.Taken["key"]);
    }

    [Fact]
    public async Task Whoever_waits_for_a_message_learns_that_the_bus_has_ended()
    {
        var bus = BusTo(new Listener(notes => notes.Any(note => note.OrderKey == "bad")));
        var held = Enumerable.Range(1, 3).Select(number => bus.Publish(new Note("bad", number), CancellationToken.None)).ToList();
        await bus.Publish(new Note("good", 1), CancellationToken.None);

        await bus.DisposeAsync();
        await bus.DisposeAsync();

        foreach (var waiting in held)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        }

        Assert.Throws<ObjectDisposedException>(() => { _ = bus.Publish(new Note("good", 2), CancellationToken.None); });
    }

    [Fact]
    public async Task A_message_that_nobody_subscribes_to_is_safe_at_once()
    {
        await using var bus = new InProcessBus(new ServiceCollection().BuildServiceProvider(), NullLoggerFactory.Instance);

        await bus.Publish(new Note("key", 1), Cancellation);
    }

    private static InProcessBus BusTo(Listener subscriber) => new(
        new ServiceCollection().AddSingleton<ISubscriber<Note>>(subscriber).BuildServiceProvider(), NullLoggerFactory.Instance);

    private sealed record Note(string OrderKey, int Number) : IMessage
    {
        public string MessageId => $"{OrderKey}/{Number}";
    }

    private sealed class Listener(Func<IReadOnlyList<Note>, bool> fails) : ISubscriber<Note>
    {
        private readonly ConcurrentDictionary<string, bool> inside = new();

        public ConcurrentDictionary<string, List<int>> Taken { get; } = new();

        public ConcurrentQueue<string> Overlaps { get; } = [];

        public async Task Receive(IReadOnlyList<Note> messages, CancellationToken cancellation)
        {
            var keys = messages.Select(note => note.OrderKey).Distinct().ToList();
            keys.Where(key => !inside.TryAdd(key, true)).ToList().ForEach(Overlaps.Enqueue);
            await Task.Yield();
            try
            {
                if (fails(messages))
                {
                    throw new InvalidDataException("not now");
                }

                foreach (var note in messages)
                {
                    Taken.GetOrAdd(note.OrderKey, _ => []).Add(note.Number);
                }
            }
            finally
            {
                keys.ForEach(key => inside.TryRemove(key, out _));
            }
        }
    }
}
