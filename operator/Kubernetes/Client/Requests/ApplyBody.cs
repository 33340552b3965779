using System.Text.Json;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Serialization;

namespace Slipway.Kubernetes.Client.Requests;

/// <summary>
/// Writes what a server-side apply may claim: everything given, without what belongs to the server. A status is only
/// applied through its subresource, and then alone.
/// </summary>
internal static class ApplyBody
{
    public static byte[] Write<TEntity>(TEntity entity, string groupVersion, string? subresource)
        where TEntity : class, IMetadata<V1ObjectMeta>
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var member in KubernetesJson.ToElement(entity).EnumerateObject().Where(member => Belongs(member.Name, subresource)))
            {
                if (member.NameEquals("metadata"))
                    WriteMetadata(writer, member.Value);
                else if (member.NameEquals("apiVersion"))
                    writer.WriteString("apiVersion", groupVersion);
                else
                    member.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static bool Belongs(string member, string? subresource) => subresource switch
    {
        "status" => member is "apiVersion" or "kind" or "metadata" or "status",
        _ => member != "status",
    };

    private static void WriteMetadata(Utf8JsonWriter writer, JsonElement metadata)
    {
        writer.WriteStartObject("metadata");
        foreach (var member in metadata.EnumerateObject().Where(member => !IsTheServers(member.Name)))
            member.WriteTo(writer);
        writer.WriteEndObject();
    }

    private static bool IsTheServers(string member) => member
        is "managedFields" or "creationTimestamp" or "generation" or "selfLink" or "deletionTimestamp" or "deletionGracePeriodSeconds";
}
