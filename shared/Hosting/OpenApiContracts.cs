using Swashbuckle.AspNetCore.SwaggerGen;
using Traceability.Contracts.Entries;
using Traceability.Hosting.Batches;

namespace Traceability.Hosting;

/// <summary>Shows a line of a request as what it says, and a sealed entry as the entry: in JSON they are just that.</summary>
internal sealed class OpenApiContracts(ISerializerDataContractResolver contracts) : ISerializerDataContractResolver
{
    public DataContract GetDataContractForType(Type type) => contracts.GetDataContractForType(type switch
    {
        _ when type == typeof(SealedEntry) => typeof(Entry),
        { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(Line<>) => type.GetGenericArguments()[0],
        _ => type,
    });
}
