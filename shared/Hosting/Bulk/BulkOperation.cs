using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers;
using Traceability.Hosting.Batches;

namespace Traceability.Hosting.Bulk;

/// <summary>
/// An operation that takes files: each row becomes one call of the endpoint's own handler, so that a row and a line of a JSON request
/// take the same path.
/// </summary>
internal sealed class BulkOperation
{
    private static readonly MethodInfo BatchOfOneMethod = typeof(BulkOperation).GetMethod(nameof(BatchOfOne), BindingFlags.Static | BindingFlags.NonPublic)!;
    private static readonly MethodInfo ResultOfMethod = typeof(BulkOperation).GetMethod(nameof(ResultOf), BindingFlags.Static | BindingFlags.NonPublic)!;

    private readonly MethodInfo handler;
    private readonly ParameterInfo[] parameters;
    private readonly Func<object, object> argument;
    private readonly Func<object, Task<IResult>> resultOf;
    private readonly JsonSerializerOptions json;

    /// <param name="name">Its place in the address.</param>
    /// <param name="handler">The handler; its first parameter is a <see cref="Batch{TCommand}"/> or the row itself.</param>
    /// <param name="json">How the rows are read, as JSON requests are.</param>
    public BulkOperation(string name, MethodInfo handler, JsonSerializerOptions json)
    {
        (Name, this.handler, this.json) = (name, handler, json);
        parameters = handler.GetParameters();
        var first = parameters[0].ParameterType;
        RowType = CommandOf(first) ?? first;
        argument = CommandOf(first) is { } command ? BatchOfOneMethod.MakeGenericMethod(command).CreateDelegate<Func<object, object>>() : row => row;
        resultOf = ResultOfMethod.MakeGenericMethod(handler.ReturnType.GetGenericArguments()[0]).CreateDelegate<Func<object, Task<IResult>>>();
        Columns = new(json.GetTypeInfo(RowType));
    }

    /// <summary>Its name in addresses: <c>retirements</c>.</summary>
    public string Name { get; }

    /// <summary>What a row says.</summary>
    public Type RowType { get; }

    /// <summary>Its columns.</summary>
    public ColumnSet Columns { get; }

    /// <summary>The command in a handler's first parameter, where it takes many batteries at a time; else null.</summary>
    public static Type? CommandOf(Type parameter) =>
        parameter.IsGenericType && parameter.GetGenericTypeDefinition() == typeof(Batch<>) ? parameter.GetGenericArguments()[0] : null;

    /// <summary>Reads a row, or says what is wrong with it.</summary>
    public Refusal? Read(byte[] utf8Json, out object? row)
    {
        row = null;
        try
        {
            row = JsonSerializer.Deserialize(utf8Json, RowType, json);
            return row is null ? HostingRefusals.MalformedBody.With(BulkPhrases.RowNull) : null;
        }
        catch (JsonException malformed)
        {
            return MalformedJson.Explain(malformed, RowType);
        }
    }

    /// <summary>The batteries that a row names: rows that share one are recorded in their order.</summary>
    public IEnumerable<BatteryCode> BatteriesOf(object row) => Columns.Batteries.SelectMany(member => member.Get!(row) switch
    {
        BatteryCode one => [one],
        IEnumerable<BatteryCode> many => many,
        _ => [],
    });

    /// <summary>Records a row as the endpoint does with a request that holds nothing else.</summary>
    public Task<IResult> Record(object row, Caller caller, IdempotencyKey key, IServiceProvider services, CancellationToken cancellation) =>
        resultOf(handler.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [.. parameters.Select((parameter, number) =>
            number == 0 ? argument(row)
            : parameter.ParameterType == typeof(Caller) ? caller
            : parameter.ParameterType == typeof(IdempotencyKey) ? key
            : parameter.ParameterType == typeof(CancellationToken) ? cancellation
            : services.GetRequiredService(parameter.ParameterType))], null)!);

    private static Batch<TCommand> BatchOfOne<TCommand>(object command)
        where TCommand : IBatteryCommand =>
        new() { Batteries = [new Line<TCommand> { Value = (TCommand)command }] };

    private static async Task<IResult> ResultOf<TResult>(object task)
        where TResult : INestedHttpResult =>
        (await (Task<TResult>)task).Result;
}
