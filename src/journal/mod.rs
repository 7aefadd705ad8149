//! Decision to Receipt: the record that is durable before anything is answered.
