namespace Rootline.Line.Nordic.Debug;

/// <summary>The cores of a part.</summary>
public enum NordicCoreName
{
    /// <summary>The application core: it holds keys and lifecycle.</summary>
    Application,

    /// <summary>The network core of an nRF5340.</summary>
    Network,
}
