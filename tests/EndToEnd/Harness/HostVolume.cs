using Slipway.Tests.Support;

namespace Slipway.EndToEnd.Harness;

/// <summary>A persistent volume on the node, and a claim bound to it.</summary>
internal sealed class HostVolume : IAsyncDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly string name = $"e2e-{Guid.NewGuid():n}";

    /// <summary>What is on the volume.</summary>
    public string[] Files => [.. Directory.EnumerateFiles(directory.Path, "*", SearchOption.AllDirectories)];

    /// <summary>With one file that all may read.</summary>
    public static Task<HostVolume> CreateAsync(string @namespace, string claim, string file) => CreateAsync(@namespace, claim, "ReadOnlyMany", volume =>
    {
        File.Copy(file, Path.Join(volume.directory.Path, Path.GetFileName(file)));
        File.SetUnixFileMode(volume.directory.Path, (UnixFileMode)0b111_101_101);
    });

    /// <summary>Empty; all may write to it.</summary>
    public static Task<HostVolume> CreateSharedAsync(string @namespace, string claim) => CreateAsync(
        @namespace, claim, "ReadWriteMany", volume => File.SetUnixFileMode(volume.directory.Path, (UnixFileMode)0b111_111_111));

    private static async Task<HostVolume> CreateAsync(string @namespace, string claim, string mode, Action<HostVolume> prepare)
    {
        var volume = new HostVolume();
        prepare(volume);
        await Kubectl.ApplyAsync(@namespace, $$$"""
            apiVersion: v1
            kind: PersistentVolume
            metadata: {name: {{{volume.name}}}}
            spec:
              capacity: {storage: 1Gi}
              accessModes: [{{{mode}}}]
              storageClassName: ""
              hostPath: {path: {{{volume.directory.Path}}}}
              claimRef: {namespace: {{{@namespace}}}, name: {{{claim}}}}
            ---
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: {{{claim}}}}
            spec:
              accessModes: [{{{mode}}}]
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
