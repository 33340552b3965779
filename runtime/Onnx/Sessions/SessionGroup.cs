using Microsoft.ML.OnnxRuntime;

namespace Slipway.Runtime.Onnx.Sessions;

/// <summary>The sessions of one model. A run is on the one that has the fewest; see <see cref="SessionPlan"/> for how many there are.</summary>
internal sealed class SessionGroup : IDisposable
{
    private readonly Lock _lock = new();
    private readonly IReadOnlyList<InferenceSession> _sessions;
    private readonly int[] _runs;

    /// <param name="sessions">At least one; all of the same model and set-up.</param>
    public SessionGroup(IReadOnlyList<InferenceSession> sessions) => (_sessions, _runs) = (sessions, new int[sessions.Count]);

    /// <summary>Opens as many sessions as asked for, or none.</summary>
    /// <param name="count">How many.</param>
    /// <param name="open">Opens one.</param>
    /// <exception cref="OnnxRuntimeException">One could not be opened; those that were are closed.</exception>
    public static SessionGroup Open(int count, Func<InferenceSession> open)
    {
        var sessions = new List<InferenceSession>(count);
        try
        {
            for (var number = 0; number < count; number++) sessions.Add(open());
            return new SessionGroup(sessions);
        }
        catch
        {
            sessions.ForEach(session => session.Dispose());
            throw;
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => _sessions.Count;

    /// <summary>Any of them, for what they all know.</summary>
    public InferenceSession First => _sessions[0];

    /// <summary>A place for one run, which is left by disposing it.</summary>
    public Place Enter()
    {
        lock (_lock)
        {
            var least = 0;
            for (var index = 1; index < _runs.Length; index++)
            {
                if (_runs[index] < _runs[least]) least = index;
            }

            _runs[least]++;
            return new Place(this, least);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var session in _sessions) session.Dispose();
    }

    private void Leave(int index)
    {
        lock (_lock) _runs[index]--;
    }

    /// <summary>The right to one run.</summary>
    public readonly struct Place(SessionGroup group, int index) : IDisposable
    {
        /// <summary>Where it runs.</summary>
        public InferenceSession Session => group._sessions[index];

        /// <inheritdoc/>
        public void Dispose() => group.Leave(index);
    }
}
