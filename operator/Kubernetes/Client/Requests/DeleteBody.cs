using System.Text.Json;

namespace Slipway.Kubernetes.Client.Requests;

/// <summary>Writes the API's DeleteOptions.</summary>
internal static class DeleteBody
{
    public static byte[] Write(DeleteOptions options)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("apiVersion", "v1");
            writer.WriteString("kind", "DeleteOptions");
            writer.WriteString("propagationPolicy", options.Propagation.ToString());
            if (options.GracePeriodSeconds is { } seconds)
                writer.WriteNumber("gracePeriodSeconds", seconds);
            if ((options.Uid ?? options.ResourceVersion) is not null)
                WritePreconditions(writer, options);
            if (options.DryRun)
            {
                writer.WriteStartArray("dryRun");
                writer.WriteStringValue("All");
                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WritePreconditions(Utf8JsonWriter writer, DeleteOptions options)
    {
        writer.WriteStartObject("preconditions");
        if (options.Uid is { } uid)
            writer.WriteString("uid", uid);
        if (options.ResourceVersion is { } version)
            writer.WriteString("resourceVersion", version);
        writer.WriteEndObject();
    }
}
