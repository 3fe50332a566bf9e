using Traceability.Hosting.Bus;

namespace Traceability.Hosting.Tests.Bus;

public sealed class BrokerOrderTests
{
    private readonly BrokerOrder order = new(TimeProvider.System);
    private readonly List<string> done = [];

    [Fact]
    public async Task What_comes_out_of_order_is_done_in_order()
    {
        await Task.WhenAll(new ulong[] { 3, 1, 5, 2, 4 }.Select(number => Do("a", number)));

        Assert.Equal(["a1", "a2", "a3", "a4", "a5"], done);
    }

    [Fact]
    public async Task A_number_that_never_comes_is_passed_over()
    {
        await Task.WhenAll(Do("a", 4), Do("a", 2), Do("a", 5));
        await Do("a", 1);
        await Do("a", 6);

        Assert.Equal(["a2", "a4", "a5", "a1", "a6"], done);
    }

    [Fact]
    public async Task A_new_consumer_begins_anew_and_leaves_nothing_of_the_former_behind()
    {
        await Task.WhenAll(Do("a", 1), Do("a", 3), Do("b", 2), Do("b", 1), Do("a", 2));

        Assert.Equal(["a1", "a3", "b1", "b2"], done.Where(name => name != "a2"));
        Assert.Contains("a2", done);
    }

    private Task<int> Do(string consumer, ulong number) => order.Wait(consumer, number, () =>
    {
        done.Add($"{consumer}{number}");
        return done.Count;
    });
}
