using System.Collections.Concurrent;
using System.Diagnostics;

namespace Slipway.Local.Node.Launching;

/// <summary>
/// Starts child processes, all on one thread that lives as long as the launcher: Linux ends a child with the thread that started it,
/// once the child has asked to end with its parent.
/// </summary>
internal sealed class ChildLauncher : IDisposable
{
    private readonly BlockingCollection<Action> work = [];

    public ChildLauncher() => new Thread(Work) { IsBackground = true, Name = "launcher" }.Start();

    /// <summary>Starts a program whose output goes to a file.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public Task<ChildProgram> StartAsync(LaunchPlan plan, string logPath)
    {
        var started = new TaskCompletionSource<ChildProgram>(TaskCreationOptions.RunContinuationsAsynchronously);
        work.Add(() =>
        {
            try
            {
                started.SetResult(ChildProgram.Start(InfoOf(plan), logPath));
            }
            catch (Exception error)
            {
                started.SetException(error);
            }
        });
        return started.Task;
    }

    public void Dispose() => work.CompleteAdding();

    private static ProcessStartInfo InfoOf(LaunchPlan plan)
    {
        var info = new ProcessStartInfo(plan.FileName, plan.Arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment.Clear();
        foreach (var (name, value) in plan.Environment)
            info.Environment[name] = value;
        return info;
    }

    private void Work()
    {
        foreach (var action in work.GetConsumingEnumerable())
            action();
        work.Dispose();
    }
}
