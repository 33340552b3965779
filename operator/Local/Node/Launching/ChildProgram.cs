using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Slipway.Local.Node.Launching;

/// <summary>A running child. Its standard input stays open as long as this process lives, which is how it knows; its output goes to a file.</summary>
internal sealed partial class ChildProgram : IAsyncDisposable
{
    private const int InterruptSignal = 2;

    private const int TerminateSignal = 15;

    private readonly Process process;

    private readonly LogFile log;

    private ChildProgram(Process process, LogFile log)
    {
        this.process = process;
        this.log = log;
        Id = process.Id;
        Exited = WaitAsync();
    }

    public int Id { get; }

    /// <summary>Its exit code; 128 + signal when a signal ended it.</summary>
    public Task<int> Exited { get; }

    /// <summary>Starts it, on the thread that is to be its parent.</summary>
    public static ChildProgram Start(ProcessStartInfo info, string logPath)
    {
        var output = new LogFile(logPath);
        var child = new Process { StartInfo = info };
        child.OutputDataReceived += (_, line) => output.Write(line.Data);
        child.ErrorDataReceived += (_, line) => output.Write(line.Data);
        try
        {
            child.Start();
        }
        catch
        {
            child.Dispose();
            output.Dispose();
            throw;
        }

        child.BeginOutputReadLine();
        child.BeginErrorReadLine();
        return new ChildProgram(child, output);
    }

    /// <summary>Asks it to end in its own time.</summary>
    public void Terminate() => Signal(TerminateSignal);

    /// <summary>Asks it to end without delay.</summary>
    public void Interrupt() => Signal(InterruptSignal);

    /// <summary>Ends it.</summary>
    public void Kill()
    {
        if (!Exited.IsCompleted)
            process.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        await Exited;
        process.Dispose();
        log.Dispose();
    }

    private void Signal(int number)
    {
        // A process that has ended but was not yet waited for still has its id; only then could it be someone else's.
        if (!Exited.IsCompleted)
            _ = kill(Id, number);
    }

    private async Task<int> WaitAsync()
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int kill(int process, int signal);
}
