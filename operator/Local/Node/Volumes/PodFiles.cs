using System.Text;
using Slipway.Kubernetes.Models;

namespace Slipway.Local.Node.Volumes;

/// <summary>The folder of one pod: volumes, log, last words.</summary>
internal sealed class PodFiles(V1Pod pod, NodeEnvironment environment)
{
    /// <summary>What a kubelet reads of a termination message.</summary>
    private const int MaxMessageBytes = 4096;

    private readonly string directory = Path.Join(environment.Options.ScratchDirectory, $"{pod.Metadata.Namespace}_{pod.Metadata.Name}");

    public string TerminationLog => Path.Join(directory, "termination-log");

    public string LogPath => Path.Join(directory, "runtime.log");

    /// <summary>Makes the folder, for nobody but this user.</summary>
    public void Create() => CreatePrivate(directory);

    /// <summary>The folder of a volume.</summary>
    public string CreateVolume(string name)
    {
        var path = Path.Join(directory, "volumes", name);
        CreatePrivate(path);
        return path;
    }

    public void ClearTerminationMessage() => File.Delete(TerminationLog);

    public string? ReadTerminationMessage()
    {
        if (!File.Exists(TerminationLog))
            return null;
        var bytes = File.ReadAllBytes(TerminationLog);
        return Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, MaxMessageBytes)));
    }

    public void Delete()
    {
        try
        {
            if (Directory.Exists(directory))
                Directory.Delete(directory, recursive: true);
        }
        catch (IOException error)
        {
            NodeLog.FilesStay(environment.Logger, pod.Metadata.Namespace!, pod.Metadata.Name!, directory, error.Message);
        }
    }

    private static void CreatePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
