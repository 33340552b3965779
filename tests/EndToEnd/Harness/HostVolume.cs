using Slipway.Tests.Support;

namespace Slipway.EndToEnd.Harness;

/// <summary>A persistent volume on the node with one file, and a claim bound to it.</summary>
internal sealed class HostVolume : IAsyncDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly string name = $"e2e-{Guid.NewGuid():n}";

    public static async Task<HostVolume> CreateAsync(string @namespace, string claim, string file)
    {
        var volume = new HostVolume();
        File.Copy(file, Path.Join(volume.directory.Path, Path.GetFileName(file)));
        File.SetUnixFileMode(volume.directory.Path, (UnixFileMode)0b111_101_101);
        await Kubectl.ApplyAsync(@namespace, $$$"""
            apiVersion: v1
            kind: PersistentVolume
            metadata: {name: {{{volume.name}}}}
            spec:
              capacity: {storage: 1Gi}
              accessModes: [ReadOnlyMany]
              storageClassName: ""
              hostPath: {path: {{{volume.directory.Path}}}}
              claimRef: {namespace: {{{@namespace}}}, name: {{{claim}}}}
            ---
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: {{{claim}}}}
            spec:
              accessModes: [ReadOnlyMany]
              storageClassName: ""
              volumeName: {{{volume.name}}}
              resources: {requests: {storage: 1Gi}}
            """);
        return volume;
    }

    public async ValueTask DisposeAsync()
    {
        await Kubectl.RunAsync("delete", "persistentvolume", name, "--wait=false");
        directory.Dispose();
    }
}
