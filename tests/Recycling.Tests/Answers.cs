using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Xunit;

namespace Traceability.Recycling.Tests;

/// <summary>What the doors answer, and what is left in lots after it.</summary>
internal static class Answers
{
    public static readonly DateTimeOffset Today = DateTimeOffset.UtcNow.AddMinutes(-1);

    public static T Value<T>(INestedHttpResult answer) => answer.Result is IValueHttpResult<T> { Value: { } value }
        ? value
        : throw new InvalidOperationException(Code(answer));

    public static string? Code(INestedHttpResult answer) => (string?)Assert.IsType<ProblemHttpResult>(answer.Result).ProblemDetails.Extensions["code"];

    public static TreatBatteries Step(IEnumerable<BatteryCode> codes, params Output[] outputs) => new()
    {
        OccurredAt = Today.AddMinutes(-1),
        Process = TreatmentProcess.MechanicalSeparation,
        Batteries = [.. codes.Select(code => new BatteryToTreat(code))],
        Outputs = outputs,
    };

    public static async Task<IReadOnlyList<decimal>> Remaining(AStore store, params string[] lots) =>
        [.. (await Task.WhenAll(lots.Select(lot => store.Lots.Find(lot, TestContext.Current.CancellationToken)))).Select(lot => lot!.RemainingKg)];

    public static string Json<T>(T value) => JsonSerializer.Serialize(value, TraceabilityJson.Options);
}
